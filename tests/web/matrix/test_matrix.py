"""Every address, with every method, by everybody: on what is theirs, on what is not, and on what nobody has.

A new address without a row in one of the tables beside this file fails here.
"""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.web.matrix import desk as desk_rows
from tests.web.matrix import kinds, setting_up, tools, writing
from tests.web.matrix.rows import Row
from tests.web.matrix.things import MISSING, Things
from tests.web.matrix.written import WRITTEN
from transom.people.models import User
from transom.people.roles import AGENT_ROLES

ROWS: dict[str, Row] = desk_rows.ROWS | tools.ROWS | writing.ROWS | setting_up.ROWS
KINDS = kinds.KINDS | WRITTEN
PATTERNS: list[URLPattern] = [
    pattern for pattern in get_resolver().url_patterns if pattern.name not in desk_rows.OPEN_TO_ALL
]
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
ASKING_ELSE = ("put", "patch", "delete", "options")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "CREATE", "DROP")


class Undone(Exception):
    """Ends a try, so that the next one meets the same desk."""


@pytest.fixture
def staff(desk) -> dict[str, User]:
    """One person for each role, who holds it alone."""
    return {
        role: User.objects.create_user(f"{role}@desk.example", f"The {role}", roles=[role])
        for role in sorted(AGENT_ROLES)
    }


@pytest.fixture
def things(staff, mail) -> Things:
    return Things(mail, staff)


@pytest.fixture
def ask(sign_in, staff, olga):
    """Asks as somebody and undoes it all; gives the answer and the statements that would have changed something."""
    browsers = {role: sign_in(person, raise_request_exception=True) for role, person in staff.items()}
    browsers |= {"nobody": sign_in(olga), "stranger": Client()}

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


def address_of(pattern: URLPattern, values: dict) -> str:
    route = str(pattern.pattern)
    for name, value in values.items():
        for converter in ("int", "slug", "str"):
            route = route.replace(f"<{converter}:{name}>", str(value))
    assert "<" not in route, f"the row of {pattern.name} lacks a thing for {route}"
    return f"/{route}"


def values_of(pattern: URLPattern, row: Row, pick) -> dict:
    return {name: pick(KINDS[row.things[name]]) for name in pattern.pattern.converters if name in row.things}


def test_every_address_has_a_row():
    without = sorted({pattern.name for pattern in PATTERNS} - set(ROWS))
    assert without == [], "say in tests/web/matrix who may come in there"
    gone = sorted(set(ROWS) - {pattern.name for pattern in PATTERNS})
    assert gone == [], "these rows are of no address"


def named(pattern: URLPattern) -> str:
    return f"{pattern.name} {pattern.pattern}"


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
    addresses = [("missing", dict.fromkeys(parameters, MISSING))]
    foreign = values_of(pattern, row, lambda kind: kind.foreign(things, me) if kind.foreign else None)
    if any(value is not None for value in foreign.values()):
        own = values_of(pattern, row, lambda kind: kind.own(things, me))
        addresses.append(("foreign", own | {name: value for name, value in foreign.items() if value is not None}))
    for said, values in addresses:
        for method in METHODS:
            answer = check(who, method, address_of(pattern, values), {404} | NOT_TAKEN.get(method, set()), said)
            if answer.status_code == 404 and method == "get" and answer.body != missing_page.body:
                faults.append(f"{who} {method} {said} of {pattern.name}: does not answer like a missing page")


NOT_TAKEN = {method: {405} for method in METHODS}
"""A method that an address does not take is refused before it looks who asks for what."""
