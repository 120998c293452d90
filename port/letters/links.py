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


def password_url(token: str) -> str:
    return options().public_url + reverse("public:choose_password", args=[token])


def forgotten_password_url() -> str:
    return options().public_url + reverse("public:forgotten_password")


def confirm_email_url(token: str) -> str:
    return options().public_url + reverse("account:confirm_email", args=[token])


def not_me_url(token: str) -> str:
    return options().public_url + reverse("public:not_me", args=[token])


def binding_url(token: str) -> str:
    return options().public_url + reverse("public:binding", args=[token])


def bindings_url() -> str:
    """Where an account sees who holds it, and whom it holds."""
    return options().public_url + reverse("company:bindings")


def data_url() -> str:
    """基本資料維護; whoever is not logged in is led there after the login."""
    return options().public_url + reverse("company:data")


def lost_mailbox_url() -> str:
    return options().public_url + reverse("public:lost_mailbox")
