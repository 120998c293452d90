"""Where staff may come in: staff pages can be left out of a deployment, or bound to networks (A-07, A-10 to A-14).

From anywhere else the addresses of the desk do not exist, and whoever is staff is nobody: the answers are those that a
stranger gets.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from port.accounts.models import User
from web.components.origin import ip_of

WITHOUT_STAFF = "config.urls_without_staff"


def staff_may_sign_in_here(request: HttpRequest) -> bool:
    """Whether this deployment has staff pages, and the request comes from a network that they are bound to, if any."""
    if not settings.STAFF_PAGES:
        return False
    if not settings.STAFF_NETWORKS:
        return True
    address = ip_of(request)
    return address is not None and any(address in network for network in settings.STAFF_NETWORKS)


class StaffNetwork:
    """From elsewhere a request is answered by the tree of addresses without the desk. Stands before whatever resolves one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not staff_may_sign_in_here(request):
            request.urlconf = WITHOUT_STAFF
        return self.get_response(request)


class StaffElsewhere:
    """From elsewhere the session of a member of the staff counts for nothing; back in the network it does. Stands behind the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not staff_may_sign_in_here(request):
            request.user = SimpleLazyObject(partial(_seen_from_elsewhere, request.user))
        return self.get_response(request)


def _seen_from_elsewhere(person: User | AnonymousUser) -> User | AnonymousUser:
    return AnonymousUser() if person.is_staff else person
