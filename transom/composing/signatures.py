"""What stands under our answers: a text of each person, of each mailbox, or of a person at a mailbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from transom.composing.variables import fill_signature
from transom.people.mailboxes import Mailbox
from transom.people.models import User


class Signature(models.Model):
    """Without a mailbox, a person's at every mailbox; without a person, a mailbox's for whoever has none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="signatures")
    mailbox = models.ForeignKey(Mailbox, models.CASCADE, null=True, blank=True, related_name="signatures")
    text = models.TextField()

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "mailbox"], name="signature_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(mailbox__isnull=True), name="signature_of_a_person_once"
            ),
            models.UniqueConstraint(
                fields=["mailbox"], condition=Q(user__isnull=True), name="signature_of_a_mailbox_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(mailbox__isnull=False), name="signature_is_somebodys"
            ),
        ]


def signature_for(user: User, mailbox: Mailbox | None) -> str:
    """What stands under an answer by `user` from `mailbox`, filled in; empty where nobody wrote one.

    Their own for this mailbox goes before their own for all, and that before the mailbox's.
    """
    found = {
        (row.user_id, row.mailbox_id): row.text
        for row in Signature.objects.filter(Q(user=user) | Q(user=None), Q(mailbox=mailbox) | Q(mailbox=None))
    }
    key = mailbox.pk if mailbox else None
    text = next((found[place] for place in ((user.pk, key), (user.pk, None), (None, key)) if place in found), "")
    return fill_signature(text, user, mailbox)


def write(user: User | None, mailbox: Mailbox | None, text: str) -> None:
    """Make `text` the signature of this person at this mailbox, either of them None for all. An empty one takes it away."""
    text = text.replace("\r\n", "\n").strip("\n").rstrip()
    if text:
        Signature.objects.update_or_create(user=user, mailbox=mailbox, defaults={"text": text})
    else:
        Signature.objects.filter(user=user, mailbox=mailbox).delete()
