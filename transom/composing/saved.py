"""Saved replies: words that are written often, kept once. `variables.py` fills them in for a ticket."""

from django.db import models

from transom.composing.shared import Shared


class SavedReply(Shared):
    """`body` is Markdown with names of `variables` in it, and never anything that runs."""

    body = models.TextField()

    class Meta(Shared.Meta):
        verbose_name_plural = "saved replies"
