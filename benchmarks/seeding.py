"""Run inside the settings of a benchmark: what there is to be read, and who reads it. Prints the addresses as JSON.

`python -m benchmarks.seeding ENTRIES`: so many news and as many questions, beside the texts of the product.
"""

import json
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from port.accounts.models import User

INSIDE = {
    "company: home": "company:home",
    "company: data": "company:data",
    "company: documents": "company:documents",
    "company: links": "company:bindings",
    "company: person": "account:person",
    "company: rights": "account:rights",
}


def main(entries: int) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.urls import reverse

    from port.language import Language

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0, stdout=sys.stderr)
    _write(entries)
    found = {
        "public": _public(Language.CHINESE),
        "english": _public(Language.ENGLISH),
        "inside": {name: reverse(view) for name, view in INSIDE.items()},
        "session": _session(),
        "staff_session": _staff_session(),
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


def _write(entries: int) -> None:
    from django.db import connection

    from port.content.enums import EntryKind
    from tests.factories.content import an_attachment, an_entry, very_many_entries

    file = an_attachment()
    an_entry(EntryKind.DOWNLOAD, slug="sample", files=(str(file.pk),))
    for kind in (EntryKind.NEWS, EntryKind.FAQ):
        very_many_entries(kind, entries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which a server does by itself, a minute later


def _public(language: object) -> dict[str, str]:
    from tests.web.public_pages import public_pages

    return public_pages(language)


def _session() -> str:
    """The cookie of a company's clerk who has read the three texts."""
    from tests.factories import a_company_account, a_company_document, everything_acknowledged

    account = a_company_account()
    a_company_document(company=account.company)
    everything_acknowledged(account)
    return _cookie_of(account.user)


def _staff_session() -> str:
    from tests.factories import a_reviewer

    return _cookie_of(a_reviewer())


def _cookie_of(user: "User") -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(int(sys.argv[1]))
