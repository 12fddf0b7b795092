"""The one-time link behind which an empty desk gets its first admin and its first mailbox."""

import secrets
from datetime import datetime, timedelta

from django.db import models, transaction

from transom.foundation import tokens

LASTS = timedelta(hours=24)


class SetupLinkQuerySet(models.QuerySet):
    def offer(self, now: datetime) -> str:
        """A new token; the ones before it end. It is shown once and stored hashed."""
        token = secrets.token_urlsafe(24)
        with transaction.atomic():
            self.all().delete()
            self.create(token_hash=tokens.hashed(token), expires_at=now + LASTS)
        return token

    def valid(self, token: str, now: datetime):
        return self.filter(token_hash=tokens.hashed(token), expires_at__gt=now)


class SetupLink(models.Model):
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    objects = SetupLinkQuerySet.as_manager()

    class Meta:
        app_label = "transom"
