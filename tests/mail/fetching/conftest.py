"""A mail server that holds the desk's mail, and accounts that fetch it. Without Dovecot these tests are skipped, loudly."""

import os
import uuid
from collections import Counter

import pytest
import trustme

from tests import desks
from tests.conftest import raw_mail
from tests.mail.fetching import dovecot as dovecots
from transom.foundation import secrets
from transom.mail.fetching import connecting
from transom.mail.fetching import session as sessions
from transom.mail.fetching.look import Look
from transom.mail.fetching.models import ImapAccount
from transom.people.mailboxes import Mailbox

NO_DOVECOT = "No Dovecot here, so no tests of fetching. Get it with: apt-get install dovecot-imapd"
NO_MOVE = "IMAP4rev1 SASL-IR ENABLE IDLE LITERAL+ UIDPLUS NAMESPACE"
NOTHING = "IMAP4rev1"

ACCOUNT = """
from transom.mail.fetching.models import ImapAccount
from transom.people.mailboxes import Mailbox
mailbox, _ = Mailbox.objects.get_or_create(address={address!r}, defaults={{"name": "Support"}})
account = ImapAccount(mailbox=mailbox, host="localhost", port={port}, login={login!r}, afterwards={afterwards!r})
account.keep_secret({secret!r})
account.save()
"""


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def certificate(authority) -> trustme.LeafCert:
    return authority.issue_cert("localhost", "127.0.0.1")


@pytest.fixture(scope="session")
def trusted(authority, tmp_path_factory) -> str:
    """The file that says whom we trust, for SSL_CERT_FILE."""
    path = tmp_path_factory.mktemp("trusted") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture(autouse=True)
def _trust(trusted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", trusted)


@pytest.fixture
def impatient(monkeypatch):
    """For servers that say nothing: a short wait will do."""
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(connecting, "READ_SECONDS", 2)


@pytest.fixture(scope="session")
def server_of(certificate):
    """Starts servers: `server_of(capability=…)`. The same one for the same wish; all end with the tests."""
    if dovecots.PROGRAM is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_DOVECOT)
    made, open_ones = {}, []

    def make(**options) -> dovecots.Dovecot:
        key = tuple(sorted(options.items()))
        if key not in made:
            running = dovecots.running(certificate, **options)
            made[key] = running.__enter__()
            open_ones.append(running)
        return made[key]

    yield make
    for running in open_ones:
        running.__exit__(None, None, None)


@pytest.fixture
def server(server_of) -> dovecots.Dovecot:
    """The one that most tests share: it can all that Dovecot can. Do not stop it."""
    return server_of()


@pytest.fixture
def login() -> str:
    """A mailbox at the server that nobody has used yet."""
    return f"user-{uuid.uuid4().hex[:12]}@mail.example"


@pytest.fixture
def account_at(desk, login):
    """Makes the account of a mailbox: `account_at(server, afterwards="seen", …)`."""

    def make(server, mailbox: Mailbox | None = None, secret: str = dovecots.PASSWORD, **more) -> ImapAccount:
        settings = {"host": "localhost", "port": getattr(server, "tls_port", 0), "login": login} | more
        return ImapAccount.objects.create(mailbox=mailbox or desk, secret=secrets.encrypt(secret), **settings)

    return make


@pytest.fixture
def fetch():
    """A whole session in this thread: connect, look until nothing is left, part. Gives how many mails it stored."""

    def run(account: ImapAccount, broke: Counter | None = None) -> int:
        account.refresh_from_db()
        with sessions.begin(account, account.read_secret()) as session:
            look = Look(session, account, Counter() if broke is None else broke)
            while look.look():
                pass
        return look.stored

    return run


@pytest.fixture
def fetching(home, trusted):
    """The empty desk, taught to trust the server: `fetching(server, login)` gives it an account there."""
    home.environment["SSL_CERT_FILE"] = trusted

    def add(server, login, address=desks.MAILBOX, secret=dovecots.PASSWORD, afterwards="move"):
        script = ACCOUNT.format(
            address=address, port=server.tls_port, login=login, secret=secret, afterwards=afterwards
        )
        done = home.shell(script)
        assert done.returncode == 0, done.stderr.decode()
        return home

    return add


@pytest.fixture
def running(home):
    """Starts `transom …` on the desk; what still runs in the end is ended."""
    started = []

    def start(*arguments, **more):
        if arguments[0] == "run":
            arguments += ("--http", f"127.0.0.1:{desks.free_port()}", "--smtp", f"127.0.0.1:{desks.free_port()}")
        started.append(home.start(*arguments, **more))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def words(number: int | str, **parts) -> bytes:
    """A mail whose subject is `number`."""
    return raw_mail(f"Mail {number}.", subject=str(number), **parts)
