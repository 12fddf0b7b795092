"""One look into a folder: every mail there that is ours to take is stored durably here, and only then put away there.

Killed anywhere, the next look goes on: what was stored and not put away is recognised by `fetched_as`.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from transom.foundation import faults
from transom.mail import receive
from transom.mail.fetching import choice, stand_in
from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.session import Listed, Session, Unreadable
from transom.mail.models import InboundEmail

LISTED = 200  # mails asked about at once
TOGETHER, TOGETHER_BYTES = 25, 4 * 1024 * 1024  # mails fetched at once
TRIES = 5  # how often one mail may break the line before its head has to do


class Look:
    """Looks of one session. `broke` counts, beyond it, which mails broke the line while they were fetched alone."""

    def __init__(
        self,
        session: Session,
        account: ImapAccount,
        broke: Counter,
        on_stored: Callable[[], None] = lambda: None,
        is_over: Callable[[], bool] = lambda: False,
    ):
        self.session = session
        self.account = account
        self.broke = broke
        self.on_stored = on_stored
        self.is_over = is_over
        self.stored = 0
        self.renumbered = choice.is_renumbered(session, account)

    def look(self) -> bool:
        """Fetch what is there; whether there may be more by now. Raises `Trouble`, and database errors as they come."""
        session, account = self.session, self.account
        stored = self.stored
        uids = choice.wanted(session, account, self.renumbered)
        if choice.is_first_look(account):
            self._remember(session.next_uid - 1)  # before: what comes from now on counts, whoever reads it first
        for group in self._groups(uids):
            if self.is_over():
                return False
            self._bring(group)
            if not self.renumbered:
                self._remember(max(account.last_uid, group[-1].uid))
        if self.renumbered:
            self._remember(session.next_uid - 1)  # only now: until all is here, the next look begins it anew
            self.renumbered = False
        return self.stored > stored or session.something_came()

    def _remember(self, last_uid: int) -> None:
        account = self.account
        account.uid_validity, account.last_uid = self.session.validity, last_uid
        account.mine().update(uid_validity=account.uid_validity, last_uid=last_uid)

    def _groups(self, uids: list[int]) -> Iterator[list[Listed]]:
        """Mails to be fetched together, ascending. A large one goes alone, and so does one that broke the line before."""
        for start in range(0, len(uids), LISTED):
            group: list[Listed] = []
            for mail in sorted(self.session.listing(uids[start : start + LISTED]), key=lambda mail: mail.uid):
                alone = self.broke[mail.uid] or (group and self.broke[group[-1].uid])
                full = len(group) == TOGETHER or sum(one.size for one in group) + mail.size > TOGETHER_BYTES
                if group and (alone or full):
                    yield group
                    group = []
                group.append(mail)
            if group:
                yield group

    def _bring(self, group: list[Listed]) -> None:
        """Store a group, then put it away. Mails that are stored already are only put away."""
        names = {mail.uid: self._name(mail) for mail in group}
        known = set(InboundEmail.objects.filter(fetched_as__in=names.values()).values_list("fetched_as", flat=True))
        missing = [mail for mail in group if names[mail.uid] not in known]
        gone = {mail.uid for mail in missing} - set(self._store(missing, names))
        self.session.put_away([mail.uid for mail in group if mail.uid not in gone])
        faults.point("fetch.after-move")

    def _store(self, mails: list[Listed], names: dict[int, str]) -> Iterator[int]:
        for mail, raw in self._contents(mails):
            try:
                receive.accept(
                    raw,
                    [self.account.mailbox.address],
                    envelope_sender="",  # unknown: Return-Path says it
                    road=receive.IMAP,
                    at=_arrival(mail.received, timezone.now()),
                    fetched_as=names[mail.uid],
                )
                self.stored += 1
                self.on_stored()
            except receive.AlreadyStored:
                pass  # another process was quicker
            faults.point("fetch.after-commit")
            yield mail.uid

    def _contents(self, mails: list[Listed]) -> Iterator[tuple[Listed, bytes]]:
        """Each mail with its bytes, or with a stand-in; without those that are gone meanwhile."""
        whole = [mail for mail in mails if mail.size <= settings.LARGEST_MAIL and self.broke[mail.uid] < TRIES]
        found = self._fetch(whole)
        for mail in mails:
            raw = found.pop(mail.uid, None)
            if raw is None and mail in whole and len(whole) > 1:
                raw = self._fetch([mail]).get(mail.uid)
            if raw is not None and len(raw) <= settings.LARGEST_MAIL:
                yield mail, raw
            elif self.session.listing([mail.uid]):
                yield mail, self._stand_in(mail, len(raw) if raw else mail.size)

    def _fetch(self, mails: list[Listed]) -> dict[int, bytes]:
        """Empty where the server refuses. Who is fetched when the line breaks is suspect, and is fetched alone next time."""
        uids = [mail.uid for mail in mails]
        if not uids:
            return {}
        self.broke.update(uids)
        try:
            found = self.session.mails(uids)
        except Unreadable:
            found = {}  # the line held
        for uid in uids:
            del self.broke[uid]
        return found

    def _stand_in(self, mail: Listed, size: int) -> bytes:
        head = self.session.head(mail.uid)
        lies_in = self.session.move_to or self.account.folder
        if size > settings.LARGEST_MAIL:
            return stand_in.too_large(head, size, self.account, lies_in)
        return stand_in.unreadable(head, self.account, lies_in)

    def _name(self, mail: Listed) -> str:
        """Which mail this is, anywhere and for good.

        Account, UIDVALIDITY and UID say it by the standard; the place and the date of arrival are there for an account that
        was pointed elsewhere, and for servers that give the same numbers twice.
        """
        place = "|".join(map(str, (*self.account.place, mail.received)))
        digest = hashlib.sha256(place.encode()).hexdigest()[:16]
        return f"{self.account.pk}/{self.session.validity}/{mail.uid}/{digest}"


def _arrival(received: datetime | None, now: datetime) -> datetime:
    """When the mail came in at its server: from then on somebody waits. Now, where the server's date cannot be."""
    recent = received is not None and received.tzinfo and now - choice.LONGEST_ON_THE_WAY <= received <= now
    return received if recent else now
