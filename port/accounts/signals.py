"""What other floors may want to know of an account; sent inside the transaction of the act, so that all of it holds or none."""

from django.dispatch import Signal

account_ended = Signal()
"""An account was switched off or handed over. `account` is the `User`, `by` the `Actor`."""

password_chosen = Signal()
"""Somebody chose a password by a link. `link` is the `PasswordLink`, spent."""

address_changed = Signal()
"""An account has another address from now on. `account` is the `User`, `former` the address that it had."""
