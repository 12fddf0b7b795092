"""Of several processes one fetches a mailbox; who died is followed soon, even when the clock was put back meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.mail.fetching.models import LEASE, ImapAccount

NOW = timezone.now()


@pytest.fixture
def pk(desk) -> int:
    return ImapAccount.objects.create(mailbox=desk, host="localhost", login="ann", secret="x").pk


def lease(pk, owner, at=NOW) -> bool:
    return ImapAccount.objects.lease(pk, owner, at)


def test_one_has_it_and_may_keep_it(pk):
    assert lease(pk, "one")
    assert not lease(pk, "two")
    assert lease(pk, "one", NOW + LEASE / 2)
    assert not lease(pk, "two", NOW + LEASE)


def test_after_the_lease_another_takes_it_and_the_first_has_lost_it(pk):
    lease(pk, "one")
    assert lease(pk, "two", NOW + LEASE)
    assert not lease(pk, "one", NOW + LEASE)


def test_given_back_it_is_free_at_once(pk):
    lease(pk, "one")
    ImapAccount.objects.release(pk, "two")
    assert not lease(pk, "two")
    ImapAccount.objects.release(pk, "one")
    assert lease(pk, "two")


def test_a_clock_that_was_put_back_binds_nobody(pk):
    lease(pk, "one", NOW + timedelta(hours=2))
    assert lease(pk, "two")


def test_what_a_late_process_finds_out_is_not_written(pk):
    lease(pk, "one")
    late = ImapAccount.objects.get(pk=pk)
    lease(pk, "two", NOW + LEASE)
    assert late.mine().update(last_uid=9) == 0


def test_what_was_found_at_another_place_is_not_written(pk):
    lease(pk, "one")
    before = ImapAccount.objects.get(pk=pk)
    ImapAccount.objects.update(folder="Support")
    assert before.mine().update(last_uid=9) == 0
