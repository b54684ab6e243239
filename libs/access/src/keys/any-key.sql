select exists (select from access.api_key where revoked_at is null) as "found"
