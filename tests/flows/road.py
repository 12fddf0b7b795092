"""A ticket's road from its first mail to its end: moves at the desk, and links in the mails to its customer."""

import re
import urllib.error
import urllib.parse
import urllib.request

from tests.desks import Desk, wait_for
from tests.flows.running import ANN, Running
from transom.mail.reading.parse import parse
from transom.people.roles import AGENT_ROLES

PASSWORD = "correct horse battery staple"
ALL_ROLES = f"""
from transom.people.models import User
sue = User.objects.get(email="sue@desk.example")
for role in {sorted(map(str, AGENT_ROLES))!r}:
    sue.roles_held.get_or_create(role=role)
"""
REPLAYS = """
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
for ticket in Ticket.objects.all():
    assert_replays(ticket)
"""
URL = re.compile(r"https?://[^\s<>\"']+")
WITHIN = re.compile(r'(?:href|src|action)="([^"#]+)"')


class Road(Running):
    """One ticket, number 1, and Sue, who holds every role of this small desk."""

    def __init__(self, desk: Desk, peer):
        done = desk.shell(ALL_ROLES)
        assert done.returncode == 0, done.stderr.decode()
        super().__init__(desk, peer)
        self.peer = peer

    def begin(self, raw: bytes, kind: str) -> None:
        self.post(raw)
        wait_for(lambda: self.desk.count("message") == 1)
        self.visitor.sign_in("sue@desk.example", PASSWORD)
        self.visitor.get("/tickets/1/")
        key = self.desk.rows(f"SELECT id FROM transom_tickettype WHERE slug = '{kind}'")[0][0]
        self.visitor.post("/tickets/1/type", ticket_type=key)

    def move(self, *slugs: str, **more: str) -> None:
        for slug in slugs:
            self.visitor.post("/tickets/1/moves", to=self.status(slug), **more)
            assert self.at == slug

    @property
    def at(self) -> str:
        query = "SELECT slug FROM transom_status WHERE id = (SELECT status_id FROM transom_ticket WHERE number = 1)"
        return self.desk.rows(query)[0][0]

    def question(self, place: int = 0):
        """The mail that asked Ann for the `place`th time, parsed."""
        asking = lambda mail: parse(mail).subject.startswith("Please")  # noqa: E731
        return parse(wait_for(lambda: list(filter(asking, self.peer.to(ANN)))[place:])[0])

    def link(self, place: int = 0) -> str:
        return next(url for url in URL.findall(self.question(place).text) if "/a/" in url)

    def replays(self) -> bool:
        return self.desk.shell(REPLAYS).returncode == 0


def scan(mail) -> int:
    """Fetch every address of a mail, and all that the pages behind them name, as a scanner does; gives how many."""
    todo, done = {*URL.findall(mail.text), *URL.findall(mail.html)}, set()
    while todo:
        url = todo.pop()
        done.add(url)
        for method in ("HEAD", "OPTIONS", "GET"):
            page = _fetched(url, method)
        todo |= {urllib.parse.urljoin(url, found) for found in WITHIN.findall(page)} - done
    return len(done)


def _fetched(url: str, method: str) -> str:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=20) as answer:
            return answer.read().decode(errors="replace") if "html" in answer.headers["Content-Type"] else ""
    except urllib.error.HTTPError as refused:
        assert refused.code < 500
        return ""
