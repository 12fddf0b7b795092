"""Which processes of this desk are alive: each writes a line every few seconds and takes it back when it stops."""

import os
import platform
from datetime import datetime, timedelta

from django.db import models

EVERY = timedelta(seconds=20)
SILENT = timedelta(seconds=90)
"""Longer without a sign, and the process is taken for dead."""
FORGOTTEN = timedelta(days=1)


class HeartbeatQuerySet(models.QuerySet):
    def alive(self, now: datetime):
        return self.filter(seen_at__gt=now - SILENT)

    def start(self, part: str, now: datetime) -> "Heartbeat":
        """The first sign of a process; what died long ago is forgotten. One with our own name is us before a crash."""
        self.filter(seen_at__lt=now - FORGOTTEN).delete()
        self.filter(part=part, host=platform.node(), pid=os.getpid()).delete()
        return self.create(part=part, host=platform.node(), pid=os.getpid(), started_at=now, seen_at=now)


class Heartbeat(models.Model):
    """One part ("worker", …) of one process, and when it was last seen."""

    part = models.CharField(max_length=16)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        app_label = "transom"

    def __str__(self):
        return f"{self.part} {self.pid} on {self.host}"

    def beat(self, now: datetime) -> None:
        """Say that we live. Written anew where somebody forgot us meanwhile."""
        self.seen_at = now
        self.save()

    def stop(self) -> None:
        self.delete()
