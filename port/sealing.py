"""What the database must keep and must not show, such as the secret of a second factor, is sealed before it is kept (A-71).

The keys stand in `settings.FIELD_KEYS`: the first one seals, each of them opens, so a key can be changed while the
product runs.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises `cryptography.fernet.InvalidToken` for what none of the keys has sealed, or what was altered since."""
    return _keys().decrypt(sealed.encode()).decode()


def sealed_anew(sealed: str) -> str:
    """The same text under the first key, so that a former key can be dropped."""
    return _keys().rotate(sealed.encode()).decode()


def is_under_the_first_key(sealed: str) -> bool:
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
