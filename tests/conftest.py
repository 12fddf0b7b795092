"""The world that tests live in: a desk, its people, Ann at Acme, and the post. Everything is built through actions.

Ask for the people you need; each brings the desk along. Works with `db` and `transactional_db` alike: every test
makes its own rows, so nothing is missing after a flush.
"""

import os
import shutil
from email.message import EmailMessage
from email.utils import make_msgid

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

from tests import desks, shipped
from tests.desks import MAILBOX
from tests.faults import databases
from transom.config.serving import Files
from transom.config.static_files import folder
from transom.customers.models import Contact, Customer, CustomerDomain
from transom.foundation.addresses import parse_addresses
from transom.mail import receive
from transom.mail.models import InboundEmail
from transom.people import actor as actors
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.models import Ticket
from transom.web.clock.standing import KNOWN
from transom.worker import drain

# Playwright's loop runs in this thread, where Django would then refuse its database. Tests ask nothing while it waits.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

if os.environ.get("CI") != "true":  # where hypothesis has a profile of its own
    hypothesis.settings.register_profile("desk", deadline=None)  # another test may hold the processor
    hypothesis.settings.load_profile("desk")

PASSWORD = "correct horse battery staple"
ANN = "Ann Meyer <ann@acme.example>"


@pytest.fixture(scope="session", autouse=True)
def files_are_looked_for_once():
    """Each client of a test is a desk that begins anew, and would look through the folder of static files for itself."""
    look, found = Files.add_files_from_finders, {}

    def add(self) -> None:
        if (place := folder()) not in found:
            look(self)
            found[place] = dict(self.files)
        self.files.update(found[place])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Files, "add_files_from_finders", add)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_database_is_emptied_and_no_more():
    """After each test with real transactions Django would write a row for every permission, which the desk never reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture
def desk(db) -> Mailbox:
    """A desk as the setup leaves it: the shipped workflow and one mailbox, which is returned."""
    return set_up()


def set_up() -> Mailbox:
    shipped.install()
    KNOWN.look()  # what a desk knows that has shown a page, so that each test counts the same queries
    return Mailbox.objects.create(address=MAILBOX, name="Support")


def _person(name: str, *roles: Role) -> User:
    first = name.split()[0].lower()
    return User.objects.create_user(f"{first}@desk.example", name, PASSWORD, roles=roles)


@pytest.fixture
def quinn(desk) -> User:
    return _person("Quinn Abara", Role.QUEUE_MANAGER)


@pytest.fixture
def sue(desk) -> User:
    return _person("Sue Lindqvist", Role.SUPPORTER)


@pytest.fixture
def dev(desk) -> User:
    return _person("Dev Okafor", Role.SUPPORT_DEVELOPER)


@pytest.fixture
def petra(desk) -> User:
    return _person("Petra Novak", Role.PRODUCT_OWNER)


@pytest.fixture
def tess(desk) -> User:
    return _person("Tess Moreau", Role.QA)


@pytest.fixture
def rolf(desk) -> User:
    return _person("Rolf Brandt", Role.RELEASE_MANAGER)


@pytest.fixture
def pia(desk) -> User:
    return _person("Pia Santos", Role.PROFESSIONAL_SERVICES)


@pytest.fixture
def ada(desk) -> User:
    return _person("Ada Winter", Role.ADMIN)


@pytest.fixture
def olga(desk) -> User:
    """The outsider: she can sign in, has no role, and must never see anything."""
    return _person("Olga Orlova")


@pytest.fixture
def acme(desk) -> Customer:
    customer = Customer.objects.create(name="Acme Clinics")
    CustomerDomain.objects.create(domain="acme.example", customer=customer)
    return customer


@pytest.fixture
def ann(acme) -> Contact:
    [address] = parse_addresses(ANN)
    return Contact.objects.find_or_make(address)


@pytest.fixture
def as_actor():
    """The actor for one of the cast, person or contact, with the roles held at this moment."""

    def make(who: User | Contact) -> actors.Actor:
        return actors.contact(who) if isinstance(who, Contact) else actors.person(who)

    return make


def raw_mail(
    text: str = "It is broken.",
    *,
    sender: str = ANN,
    to: str = "support@desk.example",
    subject: str = "The printer is on fire",
    html: str = "",
    attachments: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A mail's bytes. Other headers by their names in small letters: `cc=`, `in_reply_to=`, `auto_submitted=`.

    `attachments` are (filename, content type, content). A Message-ID is made up unless given.
    """
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    headers.setdefault("message_id", make_msgid(domain="acme.example"))
    for name, value in headers.items():
        mail[name.replace("_", "-").title()] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for filename, content_type, content in attachments:
        main, _, sub = content_type.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=filename)
    return mail.as_bytes()


@pytest.fixture
def mail(desk):
    """Post a mail to the desk and let the worker do all that follows but sending. Gives the InboundEmail as it is then.

    Takes what `raw_mail` takes, or `raw=` bytes; `recipients=` and `envelope_sender=` where they differ from the
    headers, and `at=` for a mail that came earlier.
    """
    return post


def post(text: str = "It is broken.", *, raw=None, recipients=None, envelope_sender=None, at=None, **parts):
    """What `mail` does."""
    raw = raw or raw_mail(text, **parts)
    to = recipients or [address.address for address in parse_addresses(parts.get("to", MAILBOX))]
    if envelope_sender is None:
        envelope_sender = parse_addresses(parts.get("sender", ANN))[0].address
    inbound = receive.accept(raw, to, envelope_sender=envelope_sender, road=receive.SMTP, at=at)
    drain()
    return InboundEmail.objects.get(pk=inbound.pk)


@pytest.fixture
def ticket(ann, mail) -> Ticket:
    """Ann's ticket, opened by her mail. Read it again after a verb: `ticket.refresh_from_db()`."""
    return mail().ticket


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the test is skipped, or fails where CI=true."""
    path = find_chromium()
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_CHROMIUM)
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=os.environ.get("TRANSOM_CHROMIUM") or chromium, args=BROWSER)
        yield made
        made.close()


NO_CHROMIUM = "No Chromium here, so no browser tests. Get it with: apt-get install chromium"


def find_chromium() -> str | None:
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return os.environ.get("TRANSOM_CHROMIUM") or next(found, None)


ON_POSTGRES = os.environ.get("TRANSOM_TEST_DATABASE", "").startswith("postgres")
OF_THIS_DATABASE = {"db", "transactional_db", "live_server", "prepared_desk", "make_blank"}


ONCE = ("tests/browser/", "tests/web/matrix/", "tests/translations/")
"""Tests of pages whose queries the other tests ask of both databases; these look at what a browser gets."""


def pytest_collection_modifyitems(config, items) -> None:
    """What asks no database, or has an SQLite of its own, is the same on PostgreSQL and tested once."""
    if not ON_POSTGRES:
        return
    again = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or OF_THIS_DATABASE & {*item.fixturenames})
        and not item.nodeid.startswith(ONCE)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in again])
    items[:] = again


def pytest_report_header() -> str | None:
    return None if find_chromium() else NO_CHROMIUM


def pytest_terminal_summary(terminalreporter) -> None:
    """What must not be missed: what `bin/test` found wrong before these tests, and each test that needed a second try."""
    if failed := os.environ.get("FAILED_BEFORE"):
        terminalreporter.write_line(f"FAILED before these tests (see above): {failed}", red=True)
    for report in terminalreporter.getreports("rerun"):
        why = report.longrepr.reprcrash.message.splitlines()[0]
        terminalreporter.write_line(f"TRIED AGAIN, so look for a race: {report.nodeid} ({why})", red=True)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    return desks.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def home(prepared, tmp_path):
    """An empty desk of its own folder, with the mailbox support@desk.example. Not running."""
    return desks.copy(prepared, tmp_path / "desk")


@pytest.fixture(scope="session")
def server() -> str:
    """The PostgreSQL that these tests run on; empty on SQLite."""
    url = os.environ.get("TRANSOM_TEST_DATABASE", "sqlite")
    return "" if url == "sqlite" else url


@pytest.fixture(scope="session")
def prepared_desk(tmp_path_factory, server):
    """An empty desk on the database that these tests run on, to be copied by those that run desks of their own."""
    desk = databases.prepare(tmp_path_factory.mktemp("prepared-desk"), server)
    yield desk
    databases.drop(desk)


@pytest.fixture
def peer():
    with desks.Peer() as peer:
        yield peer
