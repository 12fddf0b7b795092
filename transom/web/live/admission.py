"""Who may listen: a person of the desk with a session that holds now. Asked when they come, and again every few seconds."""

from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from transom.people.actor import Actor, person

SESSIONS = import_module(settings.SESSION_ENGINE)


class Guest(NamedTuple):
    """An agent and the session by which they are known."""

    session: str
    actor: Actor


def session_key(cookies: str) -> str:
    """The session that this Cookie header names; empty for none."""
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")


def admit(session: str) -> Guest | None:
    """The agent of that session as things stand now. None for who is signed out, may not sign in, or has no role.

    Django's own way from a session to its person: a changed password ends it, and so does its date.
    """
    request = HttpRequest()
    request.session = SESSIONS.SessionStore(session)
    user = get_user(request)
    if not user.is_authenticated:
        return None
    actor = person(user)
    return Guest(session, actor) if actor.is_agent else None


def still_welcome(sessions: set[str]) -> dict[str, Actor]:
    """Those of these sessions that still hold, with their agents and the roles that they have now."""
    return {session: guest.actor for session in sessions if (guest := admit(session))}
