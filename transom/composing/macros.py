"""Macros: words, and what becomes of the ticket with them, under one name and perhaps one key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from transom.composing.shared import Shared
from transom.tickets.actions.several import Changes


class Speaks(models.TextChoices):
    """To whom the words of a macro go."""

    REPLY = "reply", _("A reply to the customer")
    NOTE = "note", _("A note for us")


class Macro(Shared):
    """`words` may be empty: then it only does. `stored_changes` is `Changes` as JSON.

    `key` is a capital letter, pressed with Shift: the small ones are the desk's own.
    """

    words = models.TextField(blank=True)
    speaks = models.CharField(max_length=8, choices=Speaks.choices, default=Speaks.REPLY)
    stored_changes = models.JSONField(default=dict)
    key = models.CharField(max_length=1, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Shared.Meta):
        ordering = ["position", "name", "pk"]

    @property
    def changes(self) -> Changes:
        return Changes.of_json(self.stored_changes)
