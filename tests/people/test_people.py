"""Who acts: people with roles, contacts, the clock, the desk; and the mailboxes that reach them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from transom.people import actor as actors
from transom.people.actor import CLOCK, SYSTEM
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.people.roles import AGENT_ROLES, Role
from transom.people.setup_links import LASTS, SetupLink

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_person_is_one_whatever_the_case_of_their_address(quinn):
    assert User.objects.get_by_natural_key(quinn.email.upper()) == quinn
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(quinn.email.upper(), "Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=quinn.email.upper(), name="Past the manager")


def test_without_a_password_nobody_signs_in(db):
    assert not User.objects.create_user("bo@desk.example", "Bo").has_usable_password()


def test_a_role_is_held_once_and_only_one_that_exists(quinn):
    quinn.give_roles(Role.QA, Role.QA, Role.QUEUE_MANAGER)
    assert sorted(quinn.role_names()) == ["qa", "queue-manager"]
    with pytest.raises(ValueError, match="king"):
        quinn.give_roles("king")


@pytest.mark.parametrize("role", sorted(AGENT_ROLES))
def test_any_role_of_the_desk_makes_an_agent(olga, role):
    assert not actors.person(olga).is_agent
    olga.give_roles(role)
    assert actors.person(olga).is_agent


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.CLOCK])
def test_the_roles_of_customers_and_the_clock_make_no_agent(olga, role):
    olga.give_roles(role)
    assert not actors.person(olga).is_agent


def test_who_may_not_sign_in_holds_no_role(quinn):
    quinn.is_active = False
    assert actors.person(quinn).roles == frozenset()


def test_customers_the_clock_and_the_desk_are_told_apart(quinn, ann):
    people = (actors.person(quinn), actors.contact(ann), CLOCK, SYSTEM)
    assert [actor.is_person for actor in people] == [True, False, False, False]
    assert [actor.is_customer for actor in people] == [False, True, False, False]
    assert [actor.is_desk for actor in people] == [False, False, True, True]
    assert people[0].has(Role.QUEUE_MANAGER, Role.QA)
    assert not people[0].has(Role.QA)


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("support@desk.example", True),
        ("Support@Desk.example", True),
        ("support+17-abc@desk.example", True),
        ("sales@desk.example", False),
        ("support@other.example", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_a_mailbox_is_reached_with_or_without_a_tag(desk, address, reached):
    assert Mailbox.objects.receiving(address).exists() == reached


def test_a_mailbox_whose_own_address_has_a_tag_is_reached(desk):
    tagged = Mailbox.objects.create(address="support+vip@desk.example", name="VIP")
    assert tagged in Mailbox.objects.receiving("support+vip@desk.example")


def test_a_restricted_mailbox_is_hidden_from_all_but_its_team(desk, quinn, sue):
    team = Team.objects.create(name="Payroll")
    team.members.add(quinn)
    payroll = Mailbox.objects.create(address="payroll@desk.example", name="Payroll", team=team, restricted=True)
    assert list(Mailbox.objects.hidden_from(actors.person(sue))) == [payroll]
    assert not Mailbox.objects.hidden_from(actors.person(quinn)).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailbox.objects.create(address="x@desk.example", name="x", restricted=True)


def test_a_setup_link_works_until_it_ends_or_another_is_offered(db):
    first = SetupLink.objects.offer(NOW)
    assert SetupLink.objects.valid(first, NOW).exists()
    assert not SetupLink.objects.valid(first, NOW + LASTS).exists()
    second = SetupLink.objects.offer(NOW + timedelta(hours=1))
    assert not SetupLink.objects.valid(first, NOW).exists()
    assert SetupLink.objects.valid(second, NOW).exists()
    assert second not in SetupLink.objects.get().token_hash
