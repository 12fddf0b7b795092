"""Files with a word: taken once, and kept when the form has to be shown again.

A browser forgets chosen files when a page comes back, so what was stored already is named in signed hidden fields.
"""

import mimetypes

from django import forms
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from transom.tickets.files import StoredFile, store
from transom.tickets.words import NewAttachment

SALT = "transom.kept-files"
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
KEPT_SECONDS = 30 * 24 * 60 * 60
LARGEST = 20 * 1024 * 1024  # bytes, all files of one word: most mail servers take no more
TOO_LARGE = _("The files are too large for a mail: 20 MB together at most.")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    widget = FilesInput

    def __init__(self, **options):
        super().__init__(required=False, allow_empty_file=True, max_length=255, **options)

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(file, initial) for file in data or []]
        if sum(file.size for file in files) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return files


def take(files: list) -> list[NewAttachment]:
    """Store uploaded files. They are durable when this returns; call it before the verb's transaction."""
    return [NewAttachment(store(file), file.name, _type_of(file.name)) for file in files]


def _type_of(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def token(attachment: NewAttachment, person: int) -> str:
    """Names a stored file for the one who uploaded it, so that nobody attaches what they merely know the hash of."""
    return signing.dumps([person, attachment.file.pk, attachment.filename, attachment.content_type], salt=SALT)


def shown(attachment: NewAttachment, person: int) -> dict:
    """A file as the composer shows it: its token, and where a picture can be looked at."""
    word = token(attachment, person)
    return {
        "token": word,
        "name": attachment.filename,
        "size": attachment.file.size,
        "picture": reverse("kept_picture", args=[word]) if attachment.content_type in PICTURES else "",
    }


def kept(tokens: list[str], person: int) -> list[NewAttachment]:
    """The files that these tokens name; those that are not this person's, or too old, are left out."""
    found = []
    for word in tokens:
        try:
            owner, key, filename, content_type = signing.loads(word, salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            continue
        file = StoredFile.objects.filter(pk=key).first()
        if owner == person and file:
            found.append(NewAttachment(file, filename, content_type))
    return found
