"""`python -m tests.codebase.migration_statements APP.NAME …`: what django-migration-linter says of their SQL, in JSON.

It runs with production's settings and asks the database that they name, since each database has other statements.
"""

import json
import sys

import django

django.setup()

from django_migration_linter.migration_linter import MigrationLinter  # noqa: E402
from django_migration_linter.sql_analyser import analyse_sql_statements  # noqa: E402


def main(names: list[str]) -> None:
    linter, found = MigrationLinter(no_output=True), {}
    for name in names:
        app, _, migration = name.partition(".")
        errors, _, _ = analyse_sql_statements(linter.sql_analyser_class, linter.get_sql(app, migration))
        of_code, _, _ = linter.analyse_data_migration(linter.migration_loader.disk_migrations[app, migration])
        found[name] = [issue.message for issue in (*errors, *of_code)]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
