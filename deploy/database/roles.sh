#!/bin/sh
# Run once by PostgreSQL's container, when its database is made: the role that web servers, workers and the reader
# connect as. It may not alter the record (docs/audit.md); `portpass` owns the tables and migrates them.
# Limits of time belong to the role, so that they hold behind a pooler as well.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$WEB_PASSWORD" <<'SQL'
CREATE ROLE portpass_web LOGIN PASSWORD :'password';
ALTER ROLE portpass_web SET statement_timeout = '30s';
ALTER ROLE portpass_web SET lock_timeout = '10s';
ALTER ROLE portpass_web SET idle_in_transaction_session_timeout = '60s';
SQL
