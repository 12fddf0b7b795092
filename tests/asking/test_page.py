"""The page behind a link: only its button answers, once; whatever else happens to the link is told kindly."""

import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.asking.telling import path
from tests.tickets.telling import kinds, last, now, status
from transom.asking.models import AnswerLink
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.web.portal import patience
from transom.worker import drain


@pytest.fixture(autouse=True)
def nobody_has_tried_too_often():
    cache.clear()


class Phone:
    """Somebody who opens a link, with Django's own check of forms on."""

    def __init__(self, token: str):
        self.client, self.url = Client(enforce_csrf_checks=True), f"/a/{token}/"

    def look(self):
        self.answer = self.client.get(self.url, follow=True)
        self.page = self.answer.content.decode()
        return self

    def press(self, what: str, **fields):
        """Send the form of the page with this button, as a browser does under `no-referrer`."""
        mark = re.search(r'name="page" value="([^"]+)"', self.look().page)
        said = {"what": what, "page": mark.group(1) if mark else "", **fields}
        self.answer = self.client.post(self.url, said, headers={"Origin": "null"})
        if self.answer.status_code == 303:
            self.answer = self.client.get(self.answer.headers["Location"])
        self.page = self.answer.content.decode()
        return self


def test_an_estimate_is_approved_and_the_ticket_moves_by_its_path(ticket, pending):
    phone = Phone(pending)
    assert "2,400.00 EUR" in phone.look().page
    assert "Two days of training" in phone.page
    phone.press("approve", name="Ann Meyer")
    assert "You approved our estimate" in phone.page
    told = last(ticket, "estimate-approved")
    link = AnswerLink.objects.get()
    assert (told.name, told.link, told.address) == ("Ann Meyer", link.pk, "ann@acme.example")
    assert (now(ticket).status.slug, now(ticket).estimate, link.answer) == ("approved", "approved", "approve")
    assert kinds(ticket)[-2:] == ["estimate-approved", "status-changed"]
    row = Event.objects.of_ticket(ticket.pk).last()
    assert (row.actor_kind, row.actor_label) == ("contact", "Ann Meyer")
    assert_replays(ticket)


def test_declining_needs_a_word_and_ends_in_it(ticket, pending):
    phone = Phone(pending)
    phone.press("decline", words=" ")
    assert phone.answer.status_code == 422
    assert "Write a word about why" in phone.page
    phone.press("decline", words="Too much for this year.")
    assert "You declined our estimate" in phone.page
    assert (now(ticket).status.slug, now(ticket).estimate) == ("declined", "declined")
    assert ticket.messages.last().text == "Too much for this year."
    assert_replays(ticket)


def test_approving_needs_a_name(ticket, pending):
    phone = Phone(pending).press("approve", name="  ")
    assert phone.answer.status_code == 422
    assert "Write your name" in phone.page
    assert now(ticket).estimate == "asked"


def test_a_question_is_the_customers_word_and_leaves_the_link_open(ticket, pending):
    phone = Phone(pending).press("question", words="Does it include travel?")
    assert "We have your question" in phone.page
    assert ticket.messages.last().text == "Does it include travel?"
    assert now(ticket).awaiting_us_since is not None
    assert now(ticket).status.slug == "estimate-pending"
    phone.press("question", words="")
    assert "Write your question" in phone.page
    phone.press("approve", name="Ann")
    assert now(ticket).status.slug == "approved"


def test_it_works_completes_without_a_word(ticket, testing):
    phone = Phone(testing).press("works")
    assert "You said that it works" in phone.page
    assert now(ticket).status.slug == "completed"
    assert kinds(ticket)[-2:] == ["said-it-works", "status-changed"]
    assert_replays(ticket)


def test_still_broken_needs_a_word_and_goes_back_with_it(ticket, testing, dev, as_actor):
    phone = Phone(testing).press("broken", words="")
    assert phone.answer.status_code == 422
    phone.press("broken", words="The same <b>again</b>.")
    assert "went back to whoever works on it" in phone.page
    assert now(ticket).status.slug == "in-progress"
    message = ticket.messages.last()
    assert (message.text, message.author_label, message.trust) == ("The same <b>again</b>.", "Ann Meyer", "participant")
    assert kinds(ticket)[-3:] == ["message-received", "said-still-broken", "status-changed"]
    assert_replays(ticket)


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_looking_changes_nothing_by_any_method(ticket, pending, method):
    before = (Event.objects.count(), AnswerLink.objects.values().get())
    answer = getattr(Client(), method)(f"/a/{pending}/?what=approve&name=Ann")
    assert answer.status_code in (200, 405)
    assert (Event.objects.count(), AnswerLink.objects.values().get()) == before


@pytest.mark.parametrize(
    ("spoiled", "headers"),
    [
        ({"page": ""}, {}),
        ({"page": "aaaaaaaaaaaaaaaa"}, {}),
        ({}, {"Origin": "https://evil.example"}),
    ],
)
def test_only_the_pages_own_form_answers(ticket, pending, spoiled, headers):
    client, url = Client(enforce_csrf_checks=True), f"/a/{pending}/"
    mark = re.search(r'name="page" value="([^"]+)"', client.get(url).content.decode()).group(1)
    answer = client.post(url, {"what": "approve", "name": "Ann", "page": mark} | spoiled, headers=headers)
    assert answer.status_code == 403
    assert "Nothing was sent" in answer.content.decode()
    assert now(ticket).estimate == "asked"


def test_deciding_twice_tells_what_was_decided(ticket, pending):
    Phone(pending).press("approve", name="Ann Meyer")
    before = kinds(ticket)
    again = Phone(pending)
    assert "Approved by Ann Meyer" in again.look().page
    again.client.post(again.url, {"what": "decline", "words": "No!", "page": "x"})
    assert kinds(ticket) == before


def test_a_form_that_was_open_when_it_was_decided_is_told_so(ticket, testing, tess, as_actor):
    phone = Phone(testing).look()
    mark = re.search(r'name="page" value="([^"]+)"', phone.page).group(1)
    actions.change_status(now(ticket), status("in-progress"), comment="Ann called.", actor=as_actor(tess))
    answer = phone.client.post(phone.url, {"what": "works", "page": mark})
    assert answer.status_code == 409
    assert "This was settled meanwhile" in answer.content.decode()
    assert now(ticket).status.slug == "in-progress"
    assert AnswerLink.objects.get().answered_at is None


def test_a_link_whose_time_is_over_says_what_to_do(ticket, pending):
    AnswerLink.objects.update(expires_at=timezone.now())
    page = Phone(pending).look().page
    assert "This link is too old" in page
    assert "Answer our mail" in page
    assert 'name="page"' not in page


def test_a_link_that_another_took_the_place_of_says_so(ticket, testing, tess, as_actor):
    actions.ask_again(ticket, actor=as_actor(tess))
    drain()
    assert "There is a newer mail of ours" in Phone(testing).look().page


def test_a_withdrawn_estimate_cannot_be_approved(ticket, pending, pia, as_actor):
    actions.withdraw_estimate(ticket, actor=as_actor(pia))
    phone = Phone(pending).press("approve", name="Ann")
    assert "took the estimate back" in phone.page
    assert now(ticket).estimate == ""


def test_a_path_without_a_move_for_it_still_hears_the_word(ticket, testing, quinn, as_actor):
    ways = now(ticket).position().ticket_type.versions.get(number=1).transitions
    ways.filter(from_status__slug="client-testing").update(trigger="")
    Phone(testing).press("works")
    assert ticket.messages.last().text == "It works."
    assert now(ticket).status.slug == "client-testing"
    assert now(ticket).awaiting_us_since is not None
    assert "You said that it works" in Phone(testing).look().page
    assert_replays(ticket)


def test_the_page_is_stored_nowhere_sets_nothing_and_tells_nobody(pending):
    answer = Phone(pending).look().answer
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    page = answer.content.decode()
    assert "<script" not in page
    assert "/queues/" not in page
    assert not re.search(r'(?:src|href)="(?!/static/|#)[^"]*"', page)


def test_an_unknown_link_is_a_kind_page_and_guessing_is_slowed_down(desk):
    client = Client()
    answer = client.get("/a/nosuchtokennosuchtokennosuchtoke/")
    assert answer.status_code == 404
    assert "answer that mail" in answer.content.decode()
    for _more in range(patience.MOST_MISSES):
        answer = client.get("/a/another/")
    assert answer.status_code == 429


def test_a_flood_of_forms_by_one_link_is_stopped(ticket, pending):
    for _more in range(patience.MOST_FORMS + 1):
        phone = Phone(pending).press("question", words="")
    assert phone.answer.status_code == 429


def test_people_of_the_desk_see_the_page_and_cannot_answer_in_the_customers_place(ticket, pending, sue):
    phone = Phone(pending)
    phone.client.force_login(sue, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "You are signed in at this desk" in phone.look().page
    assert 'name="page"' not in phone.page
    answer = phone.client.post(phone.url, {"what": "approve", "name": "Ann"})
    assert answer.status_code == 403
    assert now(ticket).estimate == "asked"


def test_an_answer_by_plain_mail_is_a_word_and_no_consent(ticket, pending, mail):
    mail("Yes, go ahead.", subject="Re: The printer is on fire [#1]", to=reply_address(ticket))
    assert now(ticket).messages.last().text.strip() == "Yes, go ahead."
    assert (now(ticket).estimate, now(ticket).status.slug) == ("asked", "estimate-pending")
    assert AnswerLink.objects.get().answered_at is None


def reply_address(ticket) -> str:
    return ticket.outbound.last().envelope_sender


def test_an_estimate_of_before_is_not_what_the_new_link_approves(ticket, pending, pia, as_actor):
    actions.make_estimate(ticket, "One day.", hours=Decimal(1), actor=as_actor(pia))
    phone = Phone(pending).press("approve", name="Ann")
    assert "There is a newer mail" in phone.page
    assert now(ticket).estimate == "ready"


def test_the_way_back_to_testing_is_a_new_question(ticket, testing, tess, dev, rolf, as_actor):
    Phone(testing).press("broken", words="Still.")
    actions.assign(now(ticket), dev, actor=as_actor(dev))
    path(ticket, "", "ready-to-test", actor=as_actor(dev))
    path(ticket, "", "in-testing", "ready-to-install", actor=as_actor(tess))
    path(ticket, "", "client-testing", actor=as_actor(rolf))
    drain()
    assert AnswerLink.objects.count() == 2
    assert "still broken" in Phone(testing).look().page
