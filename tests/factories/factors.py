"""Second factors of an account, and a passkey that lives in the test."""

import json
from typing import Any

import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from port.accounts import passkeys
from port.accounts.alarms import post_alarm
from port.accounts.enums import FactorKind
from port.accounts.models import Factor, User
from port.letters.enums import LetterKind
from port.sealing import seal
from tests.factories.numbers import next_number

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FLAG = AuthenticatorData.FLAG


def an_app(user: User, **overrides: Any) -> Factor:
    """An authenticator app with `SECRET`."""
    return Factor.objects.create(
        **{"user": user, "kind": FactorKind.TOTP, "name": "驗證器 App", "secret": seal(SECRET)} | overrides
    )


def code_now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(timezone.now())


class SoftKey:
    """Makes and signs as a key does that a browser speaks with. It counts its signatures; a copy is made by setting `count`."""

    def __init__(self, *, origin: str = "") -> None:
        self.origin = origin
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = f"soft-key-{next_number()}".encode()
        self.count = 0

    def made(self, asked: dict[str, Any], *, origin: str = "") -> dict[str, Any]:
        """What the browser sends when a key is added."""
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.secret.public_key())
        )
        data = self._data(asked["publicKey"]["rp"]["id"], FLAG.UP | FLAG.AT, credential)
        said = self._said(CollectedClientData.TYPE.CREATE, asked, origin)
        return self._answer(said, attestationObject=websafe_encode(AttestationObject.create("none", data, {})))

    def signed(self, asked: dict[str, Any], *, origin: str = "") -> dict[str, Any]:
        """What the browser sends when the key proves itself."""
        self.count += 1
        data = self._data(asked["publicKey"]["rpId"], FLAG.UP)
        said = self._said(CollectedClientData.TYPE.GET, asked, origin)
        signature = self.secret.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(said, authenticatorData=websafe_encode(data), signature=websafe_encode(signature))

    def _data(self, site: str, flags: FLAG, credential: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(sha256(site.encode()), flags, self.count, credential)

    def _said(self, kind: str, asked: dict[str, Any], origin: str) -> CollectedClientData:
        return CollectedClientData.create(
            kind, asked["publicKey"]["challenge"], origin or self.origin or passkeys.address()
        )

    def _answer(self, said: CollectedClientData, **parts: str) -> dict[str, Any]:
        key_id = websafe_encode(self.id)
        return {
            "id": key_id,
            "rawId": key_id,
            "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(said), **parts},
        }


def a_passkey(user: User, *, name: str = "辦公室電腦", key: SoftKey | None = None) -> tuple[Factor, SoftKey]:
    """A passkey that was added by the act, and the key itself."""
    key = key or SoftKey()
    asked, state = passkeys.begin_adding(user)
    answer = json.loads(json.dumps(key.made(asked)))
    return passkeys.add_passkey(user, state=state, response=answer, name=name, at=timezone.now()), key


def an_alarm(user: User) -> str:
    """The token of the link 不是我 in a letter to the account."""
    with transaction.atomic():
        letter = post_alarm(LetterKind.FACTOR_CHANGED, user=user, context={"what": "新增了驗證器 App"})
    return letter.link.rstrip("/").rpartition("/")[2]
