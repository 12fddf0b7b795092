"""What waits for a person: work that was set aside, and what stands still until somebody lets it go on."""

from datetime import datetime

from transom.foundation.pauses import Pause
from transom.operating.findings.finding import Finding, ok, warning
from transom.operating.metrics import asking


def set_aside(now: datetime) -> Finding:
    held, quarantined = asking.attention()
    counts = {"mail in quarantine": quarantined, "work that failed eight times": asking.given_up()}
    waiting = [f"{what} ({count})" for what, count in counts.items() if count]
    if waiting:
        return warning(f"A person has to look at {' and '.join(waiting)}.", "Open the page Mail needing attention.")
    return ok(f"Nothing was given up. Held until somebody decides: {held}.")


def pauses(now: datetime) -> Finding:
    found = list(Pause.objects.order_by("what"))
    paused = [
        f"{pause.get_what_display()} is paused since {pause.since:%Y-%m-%d %H:%M} UTC: {pause.reason.rstrip('.')}."
        for pause in found
    ]
    if paused:
        return warning(
            " ".join(paused),
            "When no other desk does this work any more: "
            + " and ".join(f"transom resume {pause.what}" for pause in found),
        )
    return ok("Sending and fetching go on.")
