"""For which company a request acts: the own one of a general account, the chosen one of a shared account."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest

from port.accounts.models import User
from port.bindings.acting import companies_of
from port.bindings.workflow import switch_company
from port.companies.models import Company

CHOSEN = "acting_company"
"""Session key: the company that a shared account has chosen."""
FIELD = "acting"
"""The company that a form was opened for; `HEADER` says the same of what a script sends."""
HEADER = "X-Acting-Company"
SWITCH_TO = "switch_to"
MENU = 8
"""So many companies stand in the menu; with more of them there is a search."""


class Acting:
    """`request.acting` of whoever is signed in and no staff. The companies are asked for anew by each request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: User = request.user
        self.company = self._chosen() if self.is_shared else companies_of(self.person).first()

    @property
    def is_shared(self) -> bool:
        return self.person.is_shared

    @cached_property
    def companies(self) -> list[Company]:
        return list(companies_of(self.person))

    @property
    def in_menu(self) -> list[Company]:
        return self.companies[:MENU]

    @property
    def has_more(self) -> bool:
        return len(self.companies) > MENU

    @property
    def token(self) -> str:
        """What a form of this page carries; empty when it acts for no company."""
        return str(self.company.pk) if self.company else ""

    def find(self, token: str | None) -> Company | None:
        """The company of a form, if the person may act for it now."""
        return next((company for company in self.companies if str(company.pk) == token), None)

    def switch(self, company: Company) -> None:
        """切換公司, recorded. Raises `BindingRefused` when the binding has ended this very moment."""
        former_id = self.company.pk if self.company else None
        if company.pk != former_id:
            switch_company(person=self.person, company=company, former_id=former_id)
            _forget_messages(self.request)
        self.request.session[CHOSEN], self.company = company.pk, company

    def _chosen(self) -> Company | None:
        """With one company only there is nothing to choose; it stays the chosen one when another comes."""
        chosen = self.find(str(self.request.session.get(CHOSEN)))
        if chosen is None and len(self.companies) == 1:
            chosen = self.companies[0]
            self.request.session[CHOSEN] = chosen.pk
        return chosen


def _forget_messages(request: HttpRequest) -> None:
    """What was said about the company before, and not read yet, is not said on a page of the next one."""
    for _message in messages.get_messages(request):
        continue
