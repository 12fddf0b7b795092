"""Estimates on the ticket's page: made, shown as they stand, withdrawn, printed with the consent; the customer asked again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.asking.telling import path, questions
from tests.tickets.telling import kinds, of_type, status
from transom.tickets import actions
from transom.tickets.actions import Way
from transom.tickets.estimates import Estimate
from transom.worker import drain

SAID = {"hours": "16", "amount": "2400", "currency": "eur", "text": "Two days, remote.", "valid_until": ""}


@pytest.fixture
def pias(pia, sign_in):
    return sign_in(pia)


@pytest.fixture
def request_of_anns(ticket, quinn, pia, as_actor):
    path(ticket, "request", "in-review", "needs-estimate", actor=as_actor(pia), sorter=as_actor(quinn))
    drain()
    return ticket


def test_an_estimate_is_made_and_stands_in_the_panel(request_of_anns, pias, at, now):
    answer = pias.post(at("estimates"), SAID, follow=True)
    page = answer.content.decode()
    assert "16 hours, 2,400.00 EUR" in page
    assert "Make another estimate…" in page
    assert "Withdraw the estimate" in page
    assert (now(request_of_anns).estimate, Estimate.objects.get().currency) == ("ready", "EUR")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"hours": "", "amount": ""}, "Write the hours, or an amount"),
        ({"hours": "many"}, "Write a number"),
        ({"currency": ""}, "three letters"),
        ({"text": " "}, "Say in words"),
        ({"valid_until": "tomorrow"}, "as in 2026-12-31"),
        ({"valid_until": "2001-01-01"}, "is over"),
        ({"hours": "NaN"}, "Write a number"),
    ],
)
def test_what_is_no_estimate_comes_back_with_what_was_typed(request_of_anns, pias, at, wrong, words):
    answer = pias.post(at("estimates"), SAID | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'name="currency" value="eur"' in page or wrong.get("currency") == ""
    assert not Estimate.objects.exists()


def test_who_did_not_see_anothers_estimate_is_asked_first(request_of_anns, pias, pia, at, now, as_actor):
    version = now(request_of_anns).version
    actions.make_estimate(request_of_anns, "Another.", hours=Decimal(3), actor=as_actor(pia))
    answer = pias.post(at("estimates"), SAID | {"seen": version})
    assert answer.status_code == 409
    assert "make an estimate" in answer.content.decode()
    assert Estimate.objects.count() == 1


def test_a_path_that_asks_for_no_approval_has_no_form_for_it(ticket, sues, at):
    assert "Make an estimate…" not in sues.get(at()).content.decode()


def test_the_panel_says_how_the_question_stands(request_of_anns, pias, pia, ann, at, now, as_actor):
    estimate = actions.make_estimate(request_of_anns, "Two days.", hours=Decimal(16), actor=as_actor(pia))
    path(request_of_anns, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    assert "The mail that asks them is being written." in pias.get(at()).content.decode()
    drain()
    page = pias.get(at()).content.decode()
    assert "Ann Meyer was asked by mail" in page
    assert "waits for approval" in page
    actions.approve_estimate(
        request_of_anns, estimate, "Ann M.", by=Way(1, "ann@acme.example", ann), actor=as_actor(ann)
    )
    assert "approved by Ann M." in pias.get(at()).content.decode()
    assert "Withdraw" not in pias.get(at()).content.decode()


def test_a_ticket_that_was_there_before_the_status_asked_says_so(ticket, quinn, tess, sues, at, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn))
    for slug in ("in-review", "client-testing"):
        long_ago = timezone.now() - timedelta(days=9)
        actions.change_status(ticket, status(slug), actor=as_actor(tess), at=long_ago)
    page = sues.get(at()).content.decode()
    assert "The customer was not asked by mail yet." in page
    assert "Ask by mail" in page


def test_who_could_not_be_asked_is_told_in_the_panel(request_of_anns, pias, pia, at, as_actor):
    request_of_anns.requester.addresses.all().delete()
    actions.make_estimate(request_of_anns, "Two days.", hours=Decimal(16), actor=as_actor(pia))
    path(request_of_anns, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    assert "we know no address of theirs. Call them." in pias.get(at()).content.decode()


def test_it_is_withdrawn_and_the_customer_asked_again_from_the_page(request_of_anns, pias, pia, at, now, as_actor):
    actions.make_estimate(request_of_anns, "Two days.", hours=Decimal(16), actor=as_actor(pia))
    path(request_of_anns, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    assert pias.post(at("asked")).status_code == 303
    drain()
    assert len(questions(request_of_anns)) == 2
    assert pias.post(at("estimates/withdrawn")).status_code == 303
    assert now(request_of_anns).estimate == ""
    assert pias.post(at("estimates/withdrawn")).status_code == 422
    assert kinds(request_of_anns)[-1] == "estimate-withdrawn"


def test_the_printed_page_has_the_consent(request_of_anns, pias, pia, ann, at, as_actor):
    estimate = actions.make_estimate(request_of_anns, "Two *days*.", hours=Decimal(16), actor=as_actor(pia))
    assert "Nobody has approved or declined it." in pias.get(at("estimates/1/")).content.decode()
    actions.approve_estimate(
        request_of_anns, estimate, "Ann M.", by=Way(7, "ann@acme.example", ann), actor=as_actor(ann)
    )
    page = pias.get(at("estimates/1/")).content.decode()
    for words in ("It was approved", "Ann M.", "By the link 7", "ann@acme.example", "<em>days</em>", "16 hours"):
        assert words in page
    assert pias.get(at("estimates/2/")).status_code == 404
    assert pias.get(at(f"estimates/{2**63}/")).status_code == 404


def test_estimates_cost_the_page_no_question(request_of_anns, pias, pia, at, as_actor, django_assert_max_num_queries):
    pias.get(at())
    with django_assert_max_num_queries(30) as before:
        pias.get(at())
    for _one in range(3):
        actions.make_estimate(request_of_anns, "Two days.", hours=Decimal(16), actor=as_actor(pia))
    with django_assert_max_num_queries(len(before)):
        pias.get(at())
