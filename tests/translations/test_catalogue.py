"""What is marked can be extracted, and a page in another language has not one text that was left behind."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import trans_real

from tests.translations.marked import READ, ROOT, SILENT
from tests.translations.pseudo import CODE, compiled, extracted, outside
from tests.web.conftest import sign_in  # noqa: F401, a fixture
from transom.people.models import Team, User
from transom.people.roles import AGENT_ROLES
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain

WORD = re.compile(r"[^\W\d_]{3,}")
OURS = {"Transom", "English"}  # names stay what they are
OF_KEYS = {"Ctrl", "Shift", "Esc", "Enter"}
OF_DAYS = {str(day) for day in (*WEEKDAYS.values(), *WEEKDAYS_ABBR.values())}
"""Django's own words, which have catalogues of their own."""
THEIRS = {"/password/"}
"""Forms whose words are allauth's and Django's, with catalogues of their own."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    compiled(folder)
    return folder


@pytest.fixture
def elsewhere(catalogue, settings):
    """The desk speaks the pseudo-language."""
    settings.LOCALE_PATHS = [catalogue]
    settings.LANGUAGES = [("en", "English"), (CODE, "Pseudo")]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()
    translation.activate("en")


class Page(HTMLParser):
    """What a person reads or hears on a page: texts, and attributes that are read out. Moments are Django's own words."""

    def __init__(self, text: str):
        super().__init__()
        self.within: list[str] = []
        self.heard: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in {*SILENT, "time", "option", "template"} or ("translate", "no") in attributes:
            self.within.append(tag)
        if tag not in ("time", "meta", "link"):
            self.heard += [value for name, value in attributes if name in READ and value]

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within:
            self.heard.append(data)


def stored() -> set[str]:
    """Every text in the database: names, subjects, words of customers, the desk's own statuses."""
    found: set[str] = set()
    for model in apps.get_app_config("transom").get_models():
        columns = [
            field.attname for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)
        ]
        for row in model._base_manager.values_list(*columns) if columns else ():
            found.update(value for value in row if len(value or "") > 2)
    return found


def left_behind(page: str, known: list[str]) -> list[str]:
    found = []
    for heard in Page(page).heard:
        text = outside(heard)
        for value in known:
            text = text.replace(value, " ")
        if WORD.search(re.sub(r"\S+@\S+|\b(" + "|".join(OURS | OF_KEYS | OF_DAYS) + r")\b|UTC|\d+ (k|M)?B", " ", text)):
            found.append(" ".join(heard.split()))
    return found


def pages() -> list[str]:
    """Every page without a key in its address."""
    found = []
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name and not pattern.pattern.converters and "(" not in str(pattern.pattern):
            found.append("/" + str(pattern.pattern))
    return sorted(set(found))


@pytest.fixture
def everybody(ada):
    ada.give_roles(*AGENT_ROLES)
    User.objects.filter(pk=ada.pk).update(language=CODE)
    return ada


def test_every_page_is_translated_to_the_last_word(elsewhere, everybody, sue, olga, ticket, mail, sign_in, as_actor):  # noqa: F811
    team = Team.objects.create(name="Payments")
    actions.assign(ticket, sue, actor=as_actor(sue))
    actions.reply(ticket, Words(text="Water helps."), actor=as_actor(sue))
    actions.note(ticket, Words(text="Between us."), actor=as_actor(sue))
    actions.set_tags(ticket, {"fire"}, actor=as_actor(sue))
    held = mail(
        "And me?", sender="stranger@else.example", subject="Re: The printer is on fire", to=ticket.mailbox.address
    )
    drain()
    adas = sign_in(everybody)
    keyed = [
        f"/tickets/{ticket.number}/",
        f"/setup/people/{sue.pk}/",
        f"/setup/teams/{team.pk}/",
        f"/mailboxes/{ticket.mailbox_id}/",
        f"/mailboxes/{ticket.mailbox_id}/test/",
        f"/mail/{held.pk}/",
    ]
    known = sorted(stored(), key=len, reverse=True)
    faults, seen = {}, 0
    for address in [*(page for page in pages() if page not in THEIRS), *keyed]:
        answer = adas.get(address, follow=True)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        seen += 1
        if left := left_behind(answer.content.decode(), known):
            faults[address] = sorted(set(left))
    assert faults == {}, "\n".join(f"{page}: {words}" for page, words in faults.items())
    assert seen > 15


def test_the_pseudo_language_is_spoken(elsewhere, everybody, sign_in):  # noqa: F811
    page = sign_in(everybody).get(reverse("people")).content.decode()
    assert "⟦Add a person⟧" in page
    assert f'lang="{CODE}"' in page
    User.objects.filter(pk=everybody.pk).update(language="")
    assert "⟦" not in sign_in(everybody).get(reverse("people")).content.decode()


def test_a_text_that_was_left_behind_is_seen():
    assert left_behind('<p title="Close it">⟦Hello ⟦you⟧⟧ there</p>', []) == ["Close it", "⟦Hello ⟦you⟧⟧ there"]
    assert (
        left_behind('<p title="⟦Close⟧">⟦Hello⟧ Sue <time>2 Mai</time> #12</p><script>var words</script>', ["Sue"])
        == []
    )


def test_the_catalogue_is_whole_and_its_messages_fit():
    catalogue = extracted()
    assert len(catalogue) > 500
    texts = [message.id for message in catalogue if message.id and isinstance(message.id, str)]
    odd = [text for text in texts if text.strip(" ,") and text != text.strip()]  # ", " joins a list
    assert odd == []
    both = [message for message in catalogue if isinstance(message.id, tuple)]
    assert both


@pytest.mark.skipif(not shutil.which("pybabel"), reason="pybabel is not on the PATH")
def test_the_script_writes_the_same_catalogue(tmp_path):
    place = tmp_path / "transom.pot"
    subprocess.run([ROOT / "bin" / "messages", str(place)], check=True, cwd=ROOT, timeout=120)
    text = place.read_text()
    assert 'msgid "Add a person"' in text
    assert text.count("\nmsgid ") >= len(extracted())
