"""The act on files of the portal, and how they are read again."""

from __future__ import annotations

from hashlib import sha256
from typing import cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from PIL import Image

from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.content.enums import PICTURES, FileFormat
from port.content.intake.answers import Refused, Why
from port.content.intake.apart import take_apart
from port.content.intake.sentences import in_words
from port.content.models import Attachment
from port.documents.names import clean_name, shortened
from port.documents.storage import CONTENT_FOLDER, document_storage
from port.options import options

LONGEST_NAME = 120
ENDINGS = {FileFormat.JPEG: {"jpg", "jpeg"}}


def receive_attachment(*, upload: File[bytes], name: str, title: str, title_en: str = "", by: Actor) -> Attachment:
    """Put up a file for everybody, as it is safe to be put up. Raises `ValidationError` with what to do instead.

    The file is looked at before the transaction begins: that may take long, and nobody else can write meanwhile.
    """
    words = {"title": _within("title", title), "title_en": _within("title_en", title_en)}
    file_format, safe = _taken(upload, clean_name(name))
    return _put_up(safe, file_format, name=_named(clean_name(name), file_format), words=words, by=by)


@transaction.atomic
def _put_up(content: bytes, file_format: FileFormat, *, name: str, words: dict[str, str], by: Actor) -> Attachment:
    """The file first, and gone again when its row or its record cannot be written."""
    key = uuid4()
    attachment = Attachment(
        id=key,
        format=file_format,
        name=name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        storage_name=f"{CONTENT_FOLDER}/{key}.{file_format}",
        added_by_id=by.pk,
        **words,
    )
    document_storage().save(attachment.storage_name, ContentFile(content))
    try:
        attachment.save(force_insert=True)
        facts = {"format": file_format.value, "size": attachment.size, "sha256": attachment.sha256}
        record(Act.CONTENT_FILE_ADDED, about=attachment, by=by, facts=facts)
    except BaseException:
        document_storage().delete(attachment.storage_name)
        raise
    return attachment


def open_attachment(attachment: Attachment) -> File[bytes]:
    """Raises `OSError` when the store has lost it."""
    return document_storage().open(attachment.storage_name)


def size_of_picture(attachment: Attachment) -> tuple[int, int] | None:
    """Width and height, so that a page keeps its place for it; None of what is no picture, or cannot be read."""
    if attachment.format not in PICTURES:
        return None
    try:
        with open_attachment(attachment) as file, Image.open(file) as picture:
            return picture.size
    except OSError:
        return None


def _taken(upload: File[bytes], name: str) -> tuple[FileFormat, bytes]:
    try:
        file_format, safe = take_apart(_content_of(upload), name)
    except Refused as refused:
        raise in_words(refused) from None
    return FileFormat(file_format.value), safe


def _content_of(upload: File[bytes]) -> bytes:
    """Asked before it is read: nobody fills the memory with a file that is too large anyway."""
    most = options().attachment_bytes
    if upload.size > most:
        raise Refused(Why.TOO_LARGE)
    upload.seek(0)
    content = bytes(upload.read(most + 1))
    if not 0 < len(content) <= most:
        raise Refused(Why.TOO_LARGE if content else Why.EMPTY)
    return content


def _named(name: str, file_format: FileFormat) -> str:
    """The name with the ending that tells the truth, whatever it came with."""
    _stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ENDINGS.get(file_format, {file_format.value}):
        return shortened(name, LONGEST_NAME)
    return shortened(f"{name}.{file_format}", LONGEST_NAME)


def _within(field: str, words: str) -> str:
    column = cast("models.CharField[str, str]", Attachment._meta.get_field(field))
    tidy, longest = " ".join(words.split()), column.max_length or 0
    if len(tidy) > longest:
        too_long = _("名稱最多 %(longest)d 個字，現在有 %(length)d 個字。請縮短名稱。")
        raise ValidationError(too_long % {"longest": longest, "length": len(tidy)})
    return tidy
