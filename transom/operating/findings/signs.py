"""Signs of life: is somebody reading the mail that comes in, and sending what goes out?"""

from datetime import datetime

from django.conf import settings

from transom.foundation.heartbeats import Heartbeat
from transom.mail.fetching.models import ImapAccount
from transom.operating.findings.finding import Finding, ok, problem, warning

READER, SENDER, FETCHER = "worker", "sender", "fetcher"
START = "Start it: `transom run`, or `transom worker` and `transom fetch` where each part has its own process."


def worker(now: datetime) -> Finding:
    """A process that stopped took its line back, so a line without a sign is a process that died."""
    alive = set(Heartbeat.objects.alive(now).values_list("part", flat=True))
    wanted = [READER, *([SENDER] if settings.SMTP_URL else [])]
    wanted += [FETCHER] if ImapAccount.objects.filter(is_active=True).exists() else []
    lacking = [part for part in wanted if part not in alive]
    if not lacking:
        return ok(f"All that should be at work gave a sign of life lately: {', '.join(wanted)}.")
    last = Heartbeat.objects.filter(part__in=lacking).order_by("-seen_at").first()
    if last:
        return problem(f"The {last} died: its last sign of life was at {last.seen_at:%Y-%m-%d %H:%M:%S} UTC.", START)
    if alive:
        return problem(f"No {lacking[0]} is at work.", START)
    return warning("No worker is at work: mail is neither read nor sent.", START)
