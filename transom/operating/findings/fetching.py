"""Mailboxes that are fetched by IMAP: when did that last go well? `transom check mailbox ADDRESS` tries one."""

from datetime import datetime, timedelta

from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import ImapAccount
from transom.operating.findings.finding import Finding, ok, problem, warning

LONG = timedelta(hours=1)
UNSEEN = timedelta(minutes=30)
"""IDLE is renewed at least that often (RFC 2177), so an account that nobody looked at for longer is not fetched."""


def fetching(now: datetime) -> Finding:
    accounts = list(ImapAccount.objects.filter(is_active=True).select_related("mailbox"))
    if not accounts:
        return ok("No mailbox is fetched from elsewhere.")
    if Pause.objects.holds(Paused.FETCHING):
        return ok("Fetching is paused, see pauses.")
    for account in sorted(accounts, key=lambda account: account.failing_since or now):
        if account.failing_since:
            return _failing(account, now)
        if account.fetched_at is None or account.fetched_at < now - UNSEEN:
            return warning(
                f"{account.mailbox} was last fetched {_when(account.fetched_at)}.",
                "Start the desk, then look with: transom check mailbox " + account.mailbox.address,
            )
    return ok(
        f"Mail is fetched for {len(accounts)} mailboxes." if len(accounts) > 1 else f"{accounts[0].mailbox} is fetched."
    )


def _failing(account: ImapAccount, now: datetime) -> Finding:
    said = f"{account.mailbox} cannot be fetched since {_when(account.failing_since)}: {_short(account.last_error)}"
    grave = problem if account.failing_since < now - LONG else warning
    return grave(said, f"Run: transom check mailbox {account.mailbox.address}")


def _short(words: str) -> str:
    return " ".join(words.split())[:300]


def _when(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC" if time else "never"
