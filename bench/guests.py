"""People who are signed in at a desk: `python -m bench.guests NUMBER` makes them and prints their session cookies."""

import json
import sys

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from transom.people.models import User  # noqa: E402
from transom.people.roles import Role  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def cookie(number: int) -> str:
    user = User.objects.create_user(f"guest{number}@desk.example", f"Guest {number}", roles=[Role.SUPPORTER])
    session = SessionStore()
    session.update(
        {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    session.save()
    return session.session_key


print(json.dumps([cookie(number) for number in range(int(sys.argv[1]))]))
