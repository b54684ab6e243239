select
  sha256
from
  importers.shipped_pack
where
  sha256 = any ($1::text[])
