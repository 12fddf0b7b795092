"""A signed-in session with one folder: what lies there, its mails, and putting them away. UIDs everywhere (RFC 3501)."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings

from transom.mail.fetching import connecting, trouble
from transom.mail.fetching.connecting import Client, Refused, troubles
from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.trouble import Trouble, echo

WINDOW = 50_000  # mails whose UIDs surely fit into one line of an answer
LONGEST_HEAD = 64 * 1024  # bytes of a mail's head that are fetched where the whole is too large
TICK = 1.0  # seconds between two looks at whether we are to stop
SLEEP_WITHOUT_IDLE = 30.0
Result = TypeVar("Result")


class Unreadable(Exception):
    """The server would not give this one mail."""


@dataclass(frozen=True)
class Listed:
    """A mail as the server lists it: its UID, its size in bytes, and when it came in there, where the server tells."""

    uid: int
    size: int
    received: datetime | None


class Session:
    """The account's folder, once `open` has opened it for reading and writing. Every method may raise `Trouble`."""

    def __init__(self, client: Client, account: ImapAccount):
        self.client = client
        self.account = account
        self.idles = self._do(lambda: client.has_capability("IDLE"))
        self.moves = self._do(lambda: client.has_capability("MOVE"))
        self.expunges = self._do(lambda: client.has_capability("UIDPLUS"))
        self.validity = self.next_uid = self.exists = 0
        self.move_to = ""

    def open(self) -> None:
        """Open the folder, and learn how its mails are numbered."""
        opened = self._select()
        if opened.get(b"UIDVALIDITY") is None:
            raise Trouble(
                f"{self.account.host} does not number its mails for good (UIDVALIDITY), so none can be told from another.",
                "This server cannot be fetched from.",
            )
        self.validity, self.exists = opened[b"UIDVALIDITY"], opened.get(b"EXISTS") or 0
        self.next_uid = opened.get(b"UIDNEXT") or max(self.search("ALL"), default=0) + 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def search(self, criteria: str) -> list[int]:
        """The UIDs that `criteria` finds among what is not deleted, ascending."""
        return self._do(lambda: sorted({uid for window in self._windows() for uid in self._search(window, criteria)}))

    def listing(self, uids: list[int]) -> list[Listed]:
        """What the server says of these mails. One that is gone meanwhile is missing."""
        rows = self._do(lambda: self._sizes_and_dates(uids))
        return [Listed(uid, row.get(b"RFC822.SIZE") or 0, row.get(b"INTERNALDATE")) for uid, row in rows.items()]

    def mails(self, uids: list[int]) -> dict[int, bytes]:
        """The mails themselves, unmarked. Raises `Unreadable` where the server refuses one of them."""
        rows = self._do(
            lambda: self.client.fetch(uids, ["BODY.PEEK[]"]), refused=Unreadable, room=settings.LARGEST_MAIL
        )
        return {uid: row[b"BODY[]"] for uid, row in rows.items() if row.get(b"BODY[]") is not None}

    def head(self, uid: int) -> bytes:
        """The head of one mail, or its beginning where it is very long; empty where the server gives none."""
        try:
            item = f"BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>"
            row = self._do(lambda: self.client.fetch([uid], [item]), refused=Unreadable).get(uid, {})
        except Unreadable:
            return b""
        return next((value for key, value in row.items() if key.startswith(b"BODY[HEADER]")), None) or b""

    def dates(self, uids: list[int]) -> dict[int, bytes]:
        """The header Date of each mail, as it stands; empty where there is none."""
        rows = self._do(lambda: self.client.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (DATE)]"]))
        return {
            uid: next((value or b"" for key, value in row.items() if key.startswith(b"BODY[")), b"").partition(b":")[2]
            for uid, row in rows.items()
        }

    def put_away(self, uids: list[int]) -> None:
        """Move or mark mails that are durable here: as the account wants it, and as far as the server can.

        Without MOVE (RFC 6851) they are copied and expunged, each by its UID (RFC 4315); where the server cannot do
        that either, a plain EXPUNGE could take away what somebody else deleted, so they are marked as read.
        """
        if not uids:
            return
        if self.move_to and self.moves:
            self._do(lambda: self.client.move(uids, self.move_to))
        elif self.move_to and self.expunges:
            self._do(lambda: self.client.copy(uids, self.move_to))
            self._do(lambda: self.client.add_flags(uids, [rb"\Deleted"], silent=True))
            self._do(lambda: self.client.uid_expunge(uids))
        else:
            self._do(lambda: self.client.add_flags(uids, [rb"\Seen"], silent=True))

    def archive(self) -> str:
        """The folder that fetched mail is moved to, as this server calls it; empty where there is none yet."""
        wanted = self._archive_names()
        return next((name for name in wanted if self._do(lambda name=name: self.client.folder_exists(name))), "")

    def open_archive(self) -> None:
        """Find that folder, or make it."""
        self.move_to = self.archive()
        names = iter(self._archive_names())
        while not self.move_to:
            name = next(names, None)
            if name is None:
                raise trouble.no_archive(self.account.move_to, self.account.host)
            with suppress(Unreadable):
                self._do(lambda name=name: self.client.create_folder(name), refused=Unreadable)
                self.move_to = name

    def wait(self, seconds: float, is_over: Callable[[], bool]) -> None:
        """Until something may have come in, at most `seconds`, or until `is_over` says so. IDLE where it is offered.

        RFC 2177 wants IDLE begun anew before 29 minutes; the caller looks and begins it again much sooner.
        """
        until = time.monotonic() + (seconds if self.idles else min(seconds, SLEEP_WITHOUT_IDLE))
        if self.idles:
            self._do(lambda: self._idle(until, is_over))
        else:
            while not is_over() and time.monotonic() < until:
                time.sleep(TICK)
            self._do(self.client.noop)

    def something_came(self) -> bool:
        """Whether the server spoke of new mail during the commands since the last search: IDLE will not say it again."""
        return self._do(lambda: self.client._imap.response("EXISTS")[1] not in ([None], None))

    def close(self) -> None:
        connecting.close(self.client)

    def _idle(self, until: float, is_over: Callable[[], bool]) -> None:
        self.client.idle()
        while not is_over() and (left := until - time.monotonic()) > 0:
            self.client.begin()
            began = time.monotonic()
            tick = min(TICK, left)
            heard = self.client.idle_check(timeout=tick)
            # Nothing before its time: the line is dead, or something of TLS's own came. The next look finds out.
            if any(words[1:2] == (b"EXISTS",) for words in heard) or (
                not heard and time.monotonic() - began < tick / 2
            ):
                break
        self.client.begin()
        self.client.idle_done()

    def _select(self) -> dict:
        folder = self.account.folder
        try:
            return self._do(lambda: self.client.select_folder(folder), refused=Unreadable)
        except Unreadable as error:
            raise trouble.no_folder(folder, self.account.host) from error

    def _search(self, window: str, criteria: str) -> list[int]:
        self.client.begin()
        self.client._imap.response("EXISTS")  # forget what was said before
        found = self.client.search(f"{window} UNDELETED {criteria}".strip())
        return [uid for uid in found if uid > 0]

    def _windows(self) -> list[str]:
        """Message numbers that cover the folder. Without them one answer might be longer than a line may be."""
        if self.exists <= WINDOW:
            return [""]
        starts = [number * WINDOW + 1 for number in range(math.ceil(self.exists / WINDOW))]
        return [f"{start}:{start + WINDOW - 1}" for start in starts[:-1]] + [f"{starts[-1]}:*"]

    def _sizes_and_dates(self, uids: list[int]) -> dict:
        """One mail with a date that cannot be must not hide the others: then all go without."""
        try:
            return self.client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        except ValueError:
            return self.client.fetch(uids, ["RFC822.SIZE"])

    def _archive_names(self) -> list[str]:
        """As the admin wrote it; then below what folders of one's own begin with there, as in `INBOX.`"""
        return list(dict.fromkeys([self.account.move_to, self._prefix() + self.account.move_to]))

    def _prefix(self) -> str:
        """The prefix of one's own folders; empty on most servers (RFC 2342)."""
        if not self._do(lambda: self.client.has_capability("NAMESPACE")):
            return ""
        personal = self._do(self.client.namespace).personal
        return personal[0][0] if personal else ""

    def _do(self, step: Callable[[], Result], refused: type[Exception] = Refused, room: int = 0) -> Result:
        """One command under its limits, `room` for the mails in its answer. A refusal (NO) becomes `refused`, if that is said."""
        self.client.begin(room)
        with troubles(self.account.host, self.account.port):
            try:
                return step()
            except Refused as error:
                if refused is Refused or connecting.beneath(error):
                    raise
                raise refused(echo(error)) from error


def begin(account: ImapAccount, secret: str) -> Session:
    """Reach, sign in, open the folder. Raises `Trouble`."""
    client = connecting.reach(account)
    try:
        connecting.sign_in(client, account, secret)
        session = Session(client, account)
        session.open()
        if account.moves:
            session.open_archive()
        return session
    except BaseException:
        connecting.close(client)
        raise
