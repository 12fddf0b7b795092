"""Attachments by content: a file is stored once under its SHA-256, whatever it is called and however often it comes."""

import hashlib
import os
import uuid
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages
from django.db import models

CHUNK = 1024 * 1024


class DurableFileSystemStorage(FileSystemStorage):
    """A folder of files that are whole, and on the disk, before their row says that they are."""

    def _save(self, name, content):
        draft = f"{name}.{uuid.uuid4().hex}"
        try:
            super()._save(draft, content)
            _flush(self.path(draft))
            os.replace(self.path(draft), self.path(name))
        except OSError:
            with suppress(OSError):  # a full disk is no place for half a file
                os.unlink(self.path(draft))
            raise
        _flush(os.path.dirname(self.path(name)))
        return name


def _flush(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class StoredFile(models.Model):
    """Some bytes. `sha256` is their name in the storage."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        app_label = "transom"

    @property
    def path(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    def open(self) -> File:
        return storages["files"].open(self.path)


def store(content: bytes | BinaryIO) -> StoredFile:
    """Keep these bytes and give the row that names them. The bytes are durable when this returns.

    Call it before the transaction that refers to them: a file without a row costs space, a row without a file a
    customer's word.
    """
    stream = BytesIO(content) if isinstance(content, bytes) else content
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    file = StoredFile(sha256=digest.hexdigest(), size=size)
    if not storages["files"].exists(file.path):
        stream.seek(0)
        storages["files"].save(file.path, File(stream))
    return StoredFile.objects.get_or_create(sha256=file.sha256, defaults={"size": size})[0]
