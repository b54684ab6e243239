#!/bin/sh
# Run once, on an empty volume: Edict owns its database and is no superuser of it.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$EDICT_DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
create role edict login createrole password :'password';
create database edict owner edict;
SQL
