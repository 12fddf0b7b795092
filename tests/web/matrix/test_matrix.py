"""Every address, with every method, by everybody: on what is theirs, on what is not, and on what nobody has.

A new address without a row in one of the tables beside this file fails here.
"""

import copy

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern

from tests.conftest import post, set_up
from tests.web.conftest import signed_in, staff_of_the_desk
from tests.web.matrix.addresses import PATTERNS, ROWS, address_of, missing, values_of
from tests.web.matrix.things import Things
from transom.people.models import User

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
ASKING_ELSE = ("put", "patch", "delete", "options")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "CREATE", "DROP")


class Undone(Exception):
    """Ends a try, so that the next one meets the same desk."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One desk for all addresses: one person for each role, who holds it alone, and one of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up()
        yield Things(post, staff_of_the_desk())
        transaction.set_rollback(True)


@pytest.fixture
def things(world, db):
    """As nobody has met it yet: what a test does is undone."""
    return copy.deepcopy(world)


@pytest.fixture
def staff(things):
    return things.staff


@pytest.fixture
def ask(staff):
    """Asks as somebody and undoes it all; gives the answer and the statements that would have changed something."""
    olga = User.objects.create_user("olga@desk.example", "Olga Orlova")
    browsers = {role: signed_in(person, raise_request_exception=True) for role, person in staff.items()}
    browsers |= {"nobody": signed_in(olga), "stranger": Client()}

    def make(who: str, method: str, address: str):
        written = []

        def watch(execute, sql, parameters, many, context):
            if sql.lstrip().upper().startswith(WRITES):
                written.append(sql)
            return execute(sql, parameters, many, context)

        answer = None
        try:
            with transaction.atomic(), connection.execute_wrapper(watch):
                answer = getattr(browsers[who], method)(address)
                answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                raise Undone
        except Undone:
            return answer, written

    return make


def test_every_address_has_a_row():
    without = sorted({pattern.name for pattern in PATTERNS} - set(ROWS))
    assert without == [], "say in tests/web/matrix who may come in there"
    gone = sorted(set(ROWS) - {pattern.name for pattern in PATTERNS})
    assert gone == [], "these rows are of no address"


def named(pattern: URLPattern) -> str:
    return f"{pattern.name} {pattern.pattern}"


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", PATTERNS, ids=named)
def test_who_may_do_what(pattern, things, staff, ask):
    row = ROWS[pattern.name]
    faults = []

    def check(who, method, address, expected, said):
        answer, written = ask(who, method, address)
        if answer.status_code not in expected:
            faults.append(f"{who} {method} {address} ({said}): {answer.status_code}, not {sorted(expected)}")
        if method in ("get", "head", "options") and written:
            faults.append(f"{who} {method} {address} ({said}) changes something: {written[0]}")
        if said != "theirs" and written:  # nor may a method that nobody takes
            faults.append(f"{who} {method} {address} ({said}) changes something: {written[0]}")
        return answer

    missing_page = ask("nobody", "get", "/no/such/page/")[0]
    for who in ("stranger", "nobody", *staff):
        me = staff.get(who, staff["supporter"])
        own = address_of(pattern, values_of(pattern, row, lambda kind, me=me: kind.own(things, me)))
        may = who in row.roles
        query = f"?{row.query}" if row.query else ""
        for method in METHODS:
            if who == "stranger":
                answer = check(who, method, own, {302} | NOT_TAKEN[method], "not signed in")
                assert answer.status_code == 405 or answer.headers["Location"].startswith("/sign-in/?next=/")
            elif not may:
                answer = check(who, method, own, {404} | NOT_TAKEN[method], "not for them")
                if answer.status_code == 404 and method in ("get", "post") and answer.body != missing_page.body:
                    faults.append(f"{who} {method} {own}: does not answer like a missing page")
            elif method in ("get", "head"):
                check(who, method, own + query, row.get, "theirs")
            elif method == "post":
                check(who, method, own, row.post or row.get | {405}, "theirs")
            else:
                check(who, method, own, {405} | row.get, "another method")
        if may:
            _foreign(pattern, row, things, me, who, check, faults, missing_page)
    assert faults == []


def _foreign(pattern, row, things, me, who, check, faults, missing_page) -> None:
    """What is somebody else's, and what nobody has, give one and the same answer."""
    parameters = list(pattern.pattern.converters)
    if not parameters:
        return
    addresses = [("missing", missing(pattern))]
    foreign = values_of(pattern, row, lambda kind: kind.foreign(things, me) if kind.foreign else None)
    if any(value is not None for value in foreign.values()):
        own = values_of(pattern, row, lambda kind: kind.own(things, me))
        others = {name: value for name, value in foreign.items() if value is not None}
        addresses.append(("foreign", address_of(pattern, own | others)))
    for said, address in addresses:
        for method in METHODS:
            answer = check(who, method, address, {404} | NOT_TAKEN.get(method, set()), said)
            if answer.status_code == 404 and method == "get" and answer.body != missing_page.body:
                faults.append(f"{who} {method} {said} of {pattern.name}: does not answer like a missing page")


NOT_TAKEN = {method: {405} for method in METHODS}
"""A method that an address does not take is refused before it looks who asks for what."""
