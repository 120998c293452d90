"""What a person does in the browser who acts for several companies."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from port.companies.models import Company
from web.company.acting import FIELD

FORM = re.compile(r'name="acting" value="(\d*)"')


def switch(client: Client, company: Company, **more: str) -> HttpResponse:
    return client.post("/company/switch/", {"company": company.pk, **more})


def forms_of(response: HttpResponse) -> set[str]:
    """For which company the forms of a page are, as each says in its hidden field."""
    return set(FORM.findall(response.content.decode()))


def sent_for(company: Company | None, **typed: Any) -> dict[str, Any]:
    """What a form of that company sends."""
    return {FIELD: company.pk if company else "", **typed}


def main_of(response: HttpResponse) -> str:
    """The page without its head, where the menu names all companies of the person."""
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")] if "<main" in page else page
