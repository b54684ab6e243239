select count(*) as "count" from access.api_key where revoked_at is null
