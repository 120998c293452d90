"""The servers that the product talks to, each tried with what it is used for."""

import smtplib
import ssl
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from port.documents.enums import ScanVerdict
from port.documents.scanner import scan
from port.documents.storage import DocumentStorage, document_storage
from port.options import options
from port.upkeep.doctor.findings import Sick

# The harmless file that every scanner takes for a virus; in two pieces, so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
REFUSED = 400  # and above, in the numbers of SMTP


def cache_keeps() -> str:
    if settings.CACHES["default"]["BACKEND"] == LOCAL:
        return "Each process remembers for itself (CACHE_URL is empty), which is right for one web process."
    name, said = f"doctor-{token_hex(8)}", token_hex(8)
    cache.set(name, said, timeout=60)
    kept = cache.get(name)
    cache.delete(name)
    if kept != said:
        raise Sick(
            "It does not keep what it is given: look whether it runs, and at CACHE_URL; all goes on, but slower."
        )
    return "The shared cache keeps what it is given."


def documents_come_and_go() -> str:
    """A file in a folder of its own, which the sweep of documents would find should this process be killed."""
    store, folder, content = document_storage(), f"doctor-{token_hex(8)}", token_hex(512).encode()
    what = "take a file"
    try:
        store.save(f"{folder}/file", ContentFile(content))
        what = "give back a file as it was"
        with store.open(f"{folder}/file") as file:
            _require(file.read() == content, what)
        _require_closed_to_strangers(store, f"{folder}/file")
        what = "remove a file"
        store.delete_folder(folder)
        _require(not store.exists(f"{folder}/file"), what)
    except OSError as fault:
        raise Sick(
            f"It does not {what} ({type(fault).__name__}: {fault}): look at DOCUMENTS_FOLDER, or at DOCUMENTS_BUCKET and "
            "the variables S3_…, and at what their owner may do."
        ) from None
    return "The store takes a file, gives it back, shows it to no stranger, and removes it."


def mail_is_taken() -> str:
    """Up to the sender; then nothing is sent."""
    backend = get_connection(fail_silently=False)
    if not isinstance(backend, EmailBackend):
        return "Letters do not leave this machine."
    place = f"{backend.host}:{backend.port}"
    try:
        backend.open()
        server = cast("smtplib.SMTP", backend.connection)
        server.ehlo_or_helo_if_needed()
        code, said = server.mail(settings.DEFAULT_FROM_EMAIL)
        server.rset()
    except smtplib.SMTPAuthenticationError:
        raise Sick(f"{place} refuses name and password: look at EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.") from None
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as fault:
        raise Sick(
            f"There is no safe connection to {place} ({fault}): look at EMAIL_USE_TLS and its certificate."
        ) from None
    except (OSError, smtplib.SMTPException) as fault:
        raise Sick(
            f"{place} does not answer as a mail server ({type(fault).__name__}): look at EMAIL_HOST and EMAIL_PORT. "
            "Letters wait meanwhile."
        ) from None
    finally:
        backend.close()
    if code >= REFUSED:
        raise Sick(
            f"{place} takes nothing from {settings.DEFAULT_FROM_EMAIL} ({code} {said.decode(errors='replace')}): look at SENDER."
        )
    return f"{place} takes letters from {settings.DEFAULT_FROM_EMAIL}."


def scanner_tells_apart() -> str:
    if not options().clamd:
        return "None is named (PORTPASS_CLAMD is empty): files are not looked through for viruses."
    with TemporaryDirectory(prefix="doctor-") as folder:
        harmless, infected = Path(folder, "harmless"), Path(folder, "infected")
        harmless.write_bytes(b"a harmless file")
        infected.write_bytes(EICAR)
        verdicts = (scan([harmless]), scan([infected]))
    if ScanVerdict.UNSCANNED in verdicts:
        raise Sick(
            f"It does not answer at {options().clamd}: look whether clamd runs, and at PORTPASS_CLAMD. Documents are taken "
            "meanwhile, and their originals stay locked."
        )
    if verdicts != (ScanVerdict.CLEAN, ScanVerdict.INFECTED):
        raise Sick(
            "It does not know the test virus, or takes a harmless file for one: bring its signatures up to date."
        )
    return "It finds the test virus and lets a harmless file pass."


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise Sick(f"It does not {what}: look at the store itself.")


def _require_closed_to_strangers(store: DocumentStorage, name: str) -> None:
    if store.shows_strangers(name):
        raise Sick("Others can read documents: make the bucket private, or close DOCUMENTS_FOLDER (chmod -R go= …).")
