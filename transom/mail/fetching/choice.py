"""Which mails of a folder are the desk's to fetch, so that none is missed and no archive comes in.

A person may open the folder with a mail program at any time, so "unread" alone would miss what they read first, and
UIDs alone would miss what they put back as unread. The desk takes both: what is unread, and what came since.

* The first look takes what is unread. What was read before is a person's, and stays.
* Where UIDVALIDITY changed, every UID is worth nothing (RFC 3501, 2.3.1.1). Then it takes what is unread, and of the
  rest what came in since shortly before the last good look, by the server's date and by its own. What is here already
  is recognised as a copy.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.session import Session

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARGIN = timedelta(days=2)  # SEARCH knows days alone, in the server's zone
LONGEST_ON_THE_WAY = timedelta(days=30)
"""A read mail that was written so long before we last looked is no news, though a moved server dates it today."""
CHUNK = 500


def is_first_look(account: ImapAccount) -> bool:
    return account.uid_validity is None


def is_renumbered(session: Session, account: ImapAccount) -> bool:
    """UIDVALIDITY is another one; or a server gives numbers again that it had given before, which it must not.

    For the beginning of a session: later on we know of more than the session said when it was opened.
    """
    return not is_first_look(account) and (
        session.validity != account.uid_validity or session.next_uid <= account.last_uid
    )


def wanted(session: Session, account: ImapAccount, renumbered: bool) -> list[int]:
    """The UIDs to fetch and put away, ascending."""
    unread = set(session.search("UNSEEN"))
    if is_first_look(account):
        return sorted(unread)
    if renumbered:
        return sorted(unread | _since_last_look(session, account, unread))
    new = session.search(f"UID {account.last_uid + 1}:*")  # which always finds the last one, too (RFC 3501, 6.4.8)
    return sorted(unread.union(uid for uid in new if uid > account.last_uid))


def _since_last_look(session: Session, account: ImapAccount, known: set[int]) -> set[int]:
    if account.fetched_at is None:
        return set()
    since = account.fetched_at - MARGIN
    came = [uid for uid in session.search(f"SINCE {_day(since)}") if uid not in known]
    found = set()
    for start in range(0, len(came), CHUNK):
        dates = session.dates(came[start : start + CHUNK])
        found.update(uid for uid, date in dates.items() if _is_recent(date, since - LONGEST_ON_THE_WAY))
    return found


def _is_recent(header: bytes, limit: datetime) -> bool:
    """Whether a mail was written after `limit`. One that does not say so in a way that we understand may be."""
    try:
        written = parsedate_to_datetime(header.decode("ascii", "replace").strip())
        return (written if written.tzinfo else written.replace(tzinfo=UTC)) >= limit
    except (ValueError, OverflowError):
        return True


def _day(at: datetime) -> str:
    return f"{at.day}-{MONTHS[at.month - 1]}-{at.year}"
