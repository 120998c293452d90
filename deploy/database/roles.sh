#!/bin/sh
# Run once by PostgreSQL's container, when its database is made: the roles that the programs connect as, none of which may
# alter the record (docs/audit.md). `portpass` owns the tables and migrates them.
# Limits of time belong to the role, so that they hold behind a pooler as well; the workers of a deployment without one
# may connect as portpass_web, since there the limits come with the connection (docs/running.md).
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$WEB_PASSWORD" <<'SQL'
CREATE ROLE portpass_web LOGIN PASSWORD :'password';
ALTER ROLE portpass_web SET statement_timeout = '15s';
ALTER ROLE portpass_web SET lock_timeout = '10s';
ALTER ROLE portpass_web SET idle_in_transaction_session_timeout = '60s';
SQL
