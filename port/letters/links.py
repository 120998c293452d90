"""Addresses that stand in letters. The host comes from the settings, never from a request (V-36)."""

from django.urls import reverse

from port.options import options


def login_url() -> str:
    return options().public_url + reverse("public:login")


def documents_url() -> str:
    """Whoever is not logged in is led there after the login."""
    return options().public_url + reverse("company:documents")


def verification_url(token: str) -> str:
    return options().public_url + reverse("public:verify", args=[token])


def mending_url(token: str) -> str:
    return options().public_url + reverse("public:mend", args=[token])


def progress_url() -> str:
    return options().public_url + reverse("public:progress")
