"""An admin lets people in, says what they are, and sees them off; what was done is written down."""

import re
import threading

import pytest
from django.db import connection
from django.test import Client

from transom.foundation.pauses import Pause, Paused
from transom.mail.accounts import AccountEmail
from transom.operating.people import verbs
from transom.operating.people.events import STREAM
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, sentence
from transom.worker import drain

PASSWORD = "correct horse battery staple"
BO = {"name": "Bo  Berg", "email": "Bo@Desk.example", "roles": ["supporter", "qa"]}


@pytest.fixture
def way_out(settings):
    settings.SMTP_URL = "smtp://127.0.0.1:9?tls=off"  # nobody is there: whoever asks must not notice


def page_of(user) -> str:
    return f"/setup/people/{user.pk}/"


def told_of(user) -> list[str]:
    rows = Event.objects.filter(stream=STREAM, stream_id=user.pk).order_by("sequence")
    return [f"{row.actor_label} {sentence(row)}" for row in rows]


def choose_password(link: str, password: str = "a long enough secret 7"):
    browser = Client()
    form = browser.get("/" + link.split("/", 3)[3], follow=True).redirect_chain[-1][0]
    return browser.post(form, {"password1": password, "password2": password})


def test_somebody_new_gets_a_mail_with_a_link_and_signs_in(adas, way_out):
    team = Team.objects.create(name="Payments")
    answer = adas.post("/setup/people/new/", BO | {"teams": [team.pk]})
    bo = User.objects.get(email="bo@desk.example")
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(bo))
    assert (bo.name, sorted(bo.role_names()), list(bo.teams.all())) == ("Bo Berg", ["qa", "supporter"], [team])
    mail = AccountEmail.objects.get()
    assert mail.recipient == bo.email
    text = bytes(mail.mime).decode().replace("=\r\n", "")
    assert "Hello Bo Berg," in text
    choose_password(re.search(r"http\S+/password/new/\S+", text).group())
    assert Client().login(email=bo.email, password="a long enough secret 7")


def test_a_name_is_told_as_it_is_in_the_mail(adas, way_out):
    adas.post("/setup/people/new/", BO | {"name": "Bo O'Neill & <Sons>"})
    assert "Hello Bo O'Neill & <Sons>," in bytes(AccountEmail.objects.get().mime).decode()


@pytest.mark.parametrize("why", ["no way out", "a demo", "paused"])
def test_where_no_mail_goes_out_the_link_is_shown_once(adas, settings, why):
    settings.SMTP_URL = {"no way out": "", "a demo": "sink:"}.get(why, "smtp://127.0.0.1:9?tls=off")
    if why == "paused":
        Pause.objects.begin(Paused.SENDING, "The desk was restored.")
    page = adas.post("/setup/people/new/", BO).content.decode()
    bo = User.objects.get(email="bo@desk.example")
    link = re.search(r'value="(http[^"]+/password/new/[^"]+)"', page).group(1)
    assert "it is not shown again" in page
    assert "/password/new/" not in adas.get(page_of(bo)).content.decode()
    assert not AccountEmail.objects.exists()
    assert not any(link.rsplit("-", 1)[1].strip("/") in str(row.payload) for row in Event.objects.all())
    choose_password(link)
    assert Client().login(email=bo.email, password="a long enough secret 7")


def test_the_link_is_sent_again_and_the_first_one_ends_with_the_password(adas, way_out):
    adas.post("/setup/people/new/", BO)
    bo = User.objects.get(email="bo@desk.example")
    adas.post(f"{page_of(bo)}link")
    assert AccountEmail.objects.filter(recipient=bo.email).count() == 2
    links = [
        re.search(r"http\S+/password/new/\S+", bytes(mail.mime).decode()).group() for mail in AccountEmail.objects.all()
    ]
    choose_password(links[1])
    assert b'name="password1"' not in Client().get("/" + links[0].split("/", 3)[3], follow=True).content


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "ADA@desk.example"}, "Somebody has this address already"),
        ({"email": "support+17@desk.example"}, "Mail to this address becomes tickets"),
        ({"email": "nonsense"}, "valid email"),
        ({"name": " "}, "required"),
        ({"roles": ["customer"]}, "customer"),
        ({"roles": ["clock"]}, "clock"),
    ],
)
def test_who_cannot_be_added_and_why(adas, said, words):
    answer = adas.post("/setup/people/new/", BO | said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert User.objects.count() == 1


def test_name_address_roles_and_teams_are_changed_and_written_down(adas, sue):
    payments, editor = (Team.objects.create(name=name) for name in ("Payments", "Editor"))
    sue.teams.add(editor)
    said = {"name": "Sue Berg", "email": "susan@desk.example", "roles": ["qa"], "teams": [payments.pk]}
    assert adas.post(page_of(sue), said).status_code == 303
    sue.refresh_from_db()
    assert (sue.name, sue.email, list(sue.teams.all())) == ("Sue Berg", "susan@desk.example", [payments])
    assert [role.role for role in sue.roles_held.all()] == ["qa"]
    words = [
        "changed the name from Sue Lindqvist to Sue Berg",
        "changed the address from sue@desk.example to susan@desk.example",
        "took the role Supporter away",
        "gave the role QA",
        "took them out of the team Editor",
        "put them into the team Payments",
    ]
    assert told_of(sue) == [f"Ada Winter {one}" for one in words]
    page = adas.get(page_of(sue)).content.decode()
    assert all(one in page for one in words)
    adas.post(page_of(sue), said)
    assert len(told_of(sue)) == 6, "nothing changed, so nothing is told"


def test_who_leaves_is_signed_out_everywhere_and_may_come_back(adas, sue, sues, way_out):
    assert sues.get("/sent/").status_code == 200
    adas.post(f"{page_of(sue)}leave")
    assert sues.get("/sent/").status_code == 302
    assert not Client().login(email=sue.email, password=PASSWORD)
    assert "Sue Lindqvist" in adas.get("/setup/people/").content.decode()
    adas.post(f"{page_of(sue)}link")
    assert not AccountEmail.objects.exists(), "who has left gets no link"
    adas.post(f"{page_of(sue)}return")
    assert not Client().login(email=sue.email, password=PASSWORD), "the old password is gone"
    adas.post(f"{page_of(sue)}link")
    choose_password(re.search(r"http\S+/password/new/\S+", bytes(AccountEmail.objects.get().mime).decode()).group())
    assert Client().login(email=sue.email, password="a long enough secret 7")
    assert [line.removeprefix("Ada Winter ") for line in told_of(sue)] == [
        "closed the account",
        "opened the account again",
        "sent a link to set a password",
    ]


def test_a_link_that_was_made_before_is_worth_nothing_to_who_has_left(adas, sue, settings):
    settings.SMTP_URL = ""
    page = adas.post(f"{page_of(sue)}link").content.decode()
    link = re.search(r'value="(http[^"]+/password/new/[^"]+)"', page).group(1)
    adas.post(f"{page_of(sue)}leave")
    adas.post(f"{page_of(sue)}return")
    assert b'name="password1"' not in Client().get("/" + link.split("/", 3)[3], follow=True).content


def test_sessions_end_when_the_password_changes(sue, sues, sign_in):
    elsewhere = sign_in(sue)
    said = {"oldpassword": PASSWORD, "password1": "another long secret 8", "password2": "another long secret 8"}
    assert sues.post("/password/", said).status_code == 302
    assert elsewhere.get("/sent/").status_code == 302, "the other browser is out"


def test_sessions_end_when_a_forgotten_password_is_set_anew(adas, sue, sues, settings):
    settings.SMTP_URL = ""
    page = adas.post(f"{page_of(sue)}link").content.decode()
    assert sues.get("/sent/").status_code == 200
    choose_password(re.search(r'value="(http[^"]+/password/new/[^"]+)"', page).group(1))
    assert sues.get("/sent/").status_code == 302


def test_the_last_admin_stays_with_words(adas, ada):
    answer = adas.post(page_of(ada), {"name": ada.name, "email": ada.email, "roles": ["supporter"]})
    assert answer.status_code == 422
    assert "Make somebody else admin first" in answer.content.decode()
    adas.post(f"{page_of(ada)}leave")
    assert "Make somebody else admin first" in adas.get("/setup/people/").content.decode()
    ada.refresh_from_db()
    assert ada.is_active
    assert ada.role_names() == ["admin"]
    assert told_of(ada) == []


def test_an_admin_who_has_left_counts_for_nothing(adas, ada, quinn, as_actor):
    quinn.give_roles(Role.ADMIN)
    verbs.leave(quinn, actor=as_actor(ada))
    with pytest.raises(verbs.Refused, match="last admin"):
        verbs.leave(ada, actor=as_actor(ada))


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_close_each_others_account_do_not_both_go_through(ada, quinn, as_actor):
    quinn.give_roles(Role.ADMIN)
    actors, together, refused = {one.pk: as_actor(one) for one in (ada, quinn)}, threading.Barrier(2), []

    def close(user, by):
        together.wait()
        try:
            verbs.leave(user, actor=actors[by.pk])
        except verbs.Refused as why:
            refused.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=pair) for pair in ((ada, quinn), (quinn, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(is_active=True, roles_held__role=Role.ADMIN).count() == 1


def test_open_tickets_of_who_leaves_are_listed_and_handed_over(adas, sue, dev, ticket, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))
    adas.post(f"{page_of(sue)}leave")
    page = adas.get(page_of(sue)).content.decode()
    assert "One open ticket is theirs" in page
    assert f"#{ticket.number} The printer is on fire" in page
    adas.post(f"{page_of(sue)}tickets", {"to": dev.pk})
    ticket.refresh_from_db()
    assert ticket.assignee == dev
    assert_replays(ticket)
    event = Event.objects.of_ticket(ticket.pk).last()
    assert (event.kind, event.actor_label) == ("assigned", "Ada Winter")
    assert told_of(sue)[-1] == "Ada Winter handed their open tickets over to Dev Okafor: 1"
    adas.post(f"{page_of(dev)}tickets", {"to": "nobody"})
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_tickets_go_only_to_who_may_have_them(adas, sue, olga, ticket, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))
    for to in (olga.pk, "", "x", 10**9):
        adas.post(f"{page_of(sue)}tickets", {"to": to})
    ticket.refresh_from_db()
    assert ticket.assignee == sue
    assert "Choose who takes the tickets" in adas.get(page_of(sue)).content.decode()


def test_tickets_that_the_admin_may_not_see_are_counted_and_stay(adas, ada, sue, dev, mail, as_actor):
    team = Team.objects.create(name="Board")
    team.members.add(sue)
    Mailbox.objects.create(address="board@desk.example", name="Board", team=team, restricted=True)
    secret = mail(to="board@desk.example", subject="Between us").ticket
    actions.assign(secret, sue, actor=as_actor(sue))
    page = adas.get(page_of(sue)).content.decode()
    assert "One more is in a mailbox that only a team sees" in page
    assert "Between us" not in page
    adas.post(f"{page_of(sue)}tickets", {"to": dev.pk})
    secret.refresh_from_db()
    assert secret.assignee == sue


def test_one_without_a_role_is_told_of(adas, olga):
    page = adas.get("/setup/people/").content.decode()
    assert "No role yet: Olga Orlova" in page
    assert "no role yet" in adas.get("/setup/people/").content.decode()


@pytest.mark.parametrize("path", ["", "link", "leave", "return", "tickets"])
def test_only_an_admin_gets_there_and_looking_changes_nothing(path, adas, sue, sues, dev):
    where = page_of(dev) + path
    assert sues.get(where).status_code == sues.post(where).status_code == 404
    assert sues.get("/setup/people/").status_code == sues.post("/setup/people/new/", BO).status_code == 404
    assert Client().post(where).status_code == 302
    assert adas.get(where).status_code in (200, 303)
    assert adas.post(f"/setup/people/987654/{path}").status_code == 404
    dev.refresh_from_db()
    assert dev.is_active
    assert not Event.objects.filter(stream=STREAM).exists()


def test_the_worker_passes_over_what_nobody_hears(adas, sue):
    adas.post(f"{page_of(sue)}leave")
    drain()
    assert not Event.objects.undispatched().exists()


def test_the_list_costs_the_same_for_many(adas, sue, django_assert_max_num_queries):
    team = Team.objects.create(name="Payments")
    for number in range(30):
        user = User.objects.create_user(f"person{number}@desk.example", f"Person {number}", roles=[Role.SUPPORTER])
        team.members.add(user)
    with django_assert_max_num_queries(12):
        adas.get("/setup/people/")
    with django_assert_max_num_queries(12):
        adas.get("/setup/")
