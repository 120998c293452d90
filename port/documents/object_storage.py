"""Documents in a store of objects that speaks S3, so that several machines see the same ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from types import SimpleNamespace
from typing import Any, NoReturn

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage

from port.documents.storage import StoreDoesNotAnswer

IN_MEMORY = 1024 * 1024  # bytes of a file that is read; a larger one goes to the machine's temporary folder
PATIENCE = Config(
    connect_timeout=3,
    read_timeout=15,
    retries={"total_max_attempts": 2, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path", "payload_signing_enabled": True},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
"""Seconds until a person is told that the store does not answer, rather than waiting for it.

The SHA-256 of what is sent is part of the signature, so every store checks it; checksums of other kinds are not known to
all of them.
"""


@contextmanager
def _faults_of_files(name: str) -> Iterator[None]:
    """What the store says, in the words that Python has for files."""
    try:
        yield
    except ClientError as fault:
        if fault.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(name) from fault
        raise StoreDoesNotAnswer(fault.response["Error"].get("Code", "")) from fault
    except BotoCoreError as fault:
        raise StoreDoesNotAnswer(type(fault).__name__) from fault


@deconstructible(path="port.documents.object_storage.ObjectStorage")
class ObjectStorage(S3Storage):  # type: ignore[misc]  # it has no types
    """Private objects; each is put in one request, so it is there wholly or not at all (U-13)."""

    def __init__(self, **settings: Any) -> None:
        """The threads of a process share one connection, which may be shared: to make one takes a tenth of a second."""
        super().__init__(**settings)
        self._connections, self._unsigned_connections = SimpleNamespace(), SimpleNamespace()

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "client_config": PATIENCE,
            "file_overwrite": True,
        }

    def exists(self, name: str) -> bool:
        with _faults_of_files(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _faults_of_files(name):
            self._object(name).delete()

    def delete_folder(self, name: str) -> None:
        with _faults_of_files(name):
            answers = self._objects_in(name).delete()
        left = [fault for answer in answers for fault in answer.get("Errors", ())]
        if left:  # the store answers 200 all the same
            raise StoreDoesNotAnswer(left[0].get("Code", ""))

    def folders(self) -> Iterator[str]:
        with _faults_of_files(""):
            pages = self.connection.meta.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=self.location, Delimiter="/"):
                for folder in page.get("CommonPrefixes", ()):
                    yield folder["Prefix"].removeprefix(self.location).rstrip("/")

    def files_in(self, folder: str) -> list[str]:
        """Raises `FileNotFoundError` for a folder without files, since there is no other kind of folder here."""
        with _faults_of_files(folder):
            names = sorted(each.key.rpartition("/")[2] for each in self._objects_in(folder))
        if not names:
            raise FileNotFoundError(folder)
        return names

    def changed_at(self, folder: str) -> datetime | None:
        with _faults_of_files(folder):
            return max((each.last_modified for each in self._objects_in(folder)), default=None)

    def shows_strangers(self, name: str) -> bool:
        """Asked without a key."""
        try:
            self.unsigned_connection.meta.client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        except ClientError:
            return False
        except BotoCoreError as fault:
            raise StoreDoesNotAnswer(type(fault).__name__) from fault
        return True

    def workplace(self) -> None:
        return None

    def url(self, *_: Any, **__: Any) -> NoReturn:
        raise ValueError("A document has no address of its own; a view that asks who is looking serves it (U-10).")

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """Read to the end at once: what is half read when the store goes away would be shown as a whole."""
        content: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by whoever reads it
        try:
            with _faults_of_files(name):
                shutil.copyfileobj(self._object(name).get()["Body"], content)
        except BaseException:
            content.close()
            raise
        content.seek(0)
        return File(content, name=name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        with _faults_of_files(name):
            self._object(name).put(Body=content.file, ContentType="application/octet-stream")
        return name

    def _object(self, name: str) -> Any:
        return self.bucket.Object(self._key(name))

    def _objects_in(self, folder: str) -> Any:
        return self.bucket.objects.filter(Prefix=self._key(folder) + "/")

    def _key(self, name: str) -> str:
        """Raises `SuspiciousOperation` for a name that leaves the store."""
        return str(self._normalize_name(name))
