"""Passkeys (WebAuthn): a key that stays in a phone, a computer or a stick and signs for this site and no other.

Each of the two ceremonies has two halves. The first gives what the browser asks the key, and a state that the caller keeps
on the server until the second half, for once and for minutes.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from port.accounts.enums import FactorKind
from port.accounts.factor_tries import Answer, Fault, Way, try_factor
from port.accounts.factors import tell_change
from port.accounts.models import Factor, User
from port.audit.enums import Act
from port.database import locked
from port.options import options

LONGEST_ID = 400
"""Of a credential id in base64, as the column takes it; keys make them of 16 to 150 bytes."""

State = dict[str, Any]


def address() -> str:
    """The one origin at which passkeys work: that of `public_url`.

    A browser takes names only, so a number of this machine is its name `localhost`, where plain HTTP will do as well.
    """
    parts = urlsplit(options().public_url)
    host = parts.hostname or ""
    name = "localhost" if _is_loopback(host) else host
    return f"{parts.scheme}://{name}" + (f":{parts.port}" if parts.port else "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def begin_adding(user: User) -> tuple[dict[str, Any], State]:
    """What the browser asks a new key, ready for JSON, and the state to keep. Keys that are here already are left out."""
    asked, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=_handle(user), name=user.username, display_name=user.name),
        credentials=[_credential(key) for key in _keys(user)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(asked), state


def add_passkey(user: User, *, state: State, response: Mapping[str, Any], name: str, at: datetime) -> Factor:
    """Keep the key that the browser has made. Raises ValidationError `passkey_refused` for what is no answer to the state."""
    try:
        made = _server().register_complete(state, response)
        credential = made.credential_data or b""
        key_id = _text(made.credential_data.credential_id) if made.credential_data else ""
    except Exception as error:  # a browser may send anything, and the library has no error of its own
        raise _refused() from error
    if not key_id or len(key_id) > LONGEST_ID:
        raise _refused()
    return _keep(user, key_id=key_id, credential=_text(credential), count=made.counter, name=name, at=at)


@transaction.atomic
def _keep(user: User, *, key_id: str, credential: str, count: int, name: str, at: datetime) -> Factor:
    user = locked(User.objects.filter(pk=user.pk)).get()
    if Factor.objects.filter(credential_id=key_id).exists():
        raise ValidationError(_("這把通行密鑰已經登記過了，請改用另一把。"), code="passkey_known")
    key = Factor.objects.create(
        user=user,
        kind=FactorKind.PASSKEY,
        name=name,
        credential_id=key_id,
        credential=credential,
        sign_count=count,
        created_at=at,
    )
    tell_change(
        user,
        lambda: _("新增了通行密鑰「%(name)s」") % {"name": name},
        act=Act.FACTOR_ADDED,
        about=key,
        by=user,
        at=at,
        facts={"kind": key.kind},
    )
    return key


def begin_proving(user: User) -> tuple[dict[str, Any], State]:
    """What the browser asks one of the account's keys, ready for JSON, and the state to keep."""
    asked, state = _server().authenticate_begin(
        [_credential(key) for key in _keys(user)], user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(asked), state


def try_passkey(user: User, *, state: State, response: Mapping[str, Any], at: datetime) -> Answer:
    """Whether one of the account's keys has answered the state, and no copy of it."""
    return try_factor(user, way=Way.PASSKEY, look=lambda holder: _fault_of(holder, state, response, at=at), at=at)


def _fault_of(user: User, state: State, response: Mapping[str, Any], *, at: datetime) -> Fault | None:
    keys = {key.credential_id: key for key in _keys(user)}
    try:
        used = _server().authenticate_complete(state, [_credential(key) for key in keys.values()], response)
        said = AuthenticationResponse.from_dict(response).response.authenticator_data
    except Exception:  # noqa: BLE001 - a browser may send anything, and the library has no error of its own
        return Fault.WRONG
    key = keys[_text(used.credential_id)]
    if _is_copy(key, said):
        return Fault.COPY
    key.sign_count, key.used_at = said.counter, at
    key.save(update_fields=["sign_count", "used_at"])
    return None


def _is_copy(key: Factor, said: AuthenticatorData) -> bool:
    """A key that counts its signatures never counts backwards; keys that live on several devices do not count at all."""
    counts = bool(key.sign_count or said.counter)
    return counts and said.counter <= key.sign_count


def _server() -> Fido2Server:
    here = address()
    site = PublicKeyCredentialRpEntity(id=urlsplit(here).hostname, name=options().system_name)
    return Fido2Server(site, verify_origin=lambda origin: origin == here)


def _keys(user: User) -> list[Factor]:
    return list(user.factors.filter(kind=FactorKind.PASSKEY))


def _credential(key: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(urlsafe_b64decode(key.credential))


def _handle(user: User) -> bytes:
    """By what a key tells accounts apart: it says nothing of the person."""
    return salted_hmac("port.accounts.passkeys", str(user.pk), algorithm="sha256").digest()


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()


def _refused() -> ValidationError:
    return ValidationError(
        _("這次沒有登記成功，請再試一次。一直不成功時，請換一個瀏覽器或裝置。"), code="passkey_refused"
    )
