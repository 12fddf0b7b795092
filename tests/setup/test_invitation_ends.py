"""When a link to set a password ends, beside its use and its date."""

import re

from django.test import Client

from transom.operating.people import links
from transom.people.actor import person
from transom.people.models import User


def opens(link: str) -> bool:
    return b'name="password1"' in Client().get("/" + link.split("/", 3)[3], follow=True).content


def test_of_several_invitations_the_last_one_opens(ada):
    """One that was handed to the wrong person is worth nothing once there is a newer."""
    bo = User.objects.create_user("bo@desk.example", "Bo Berg")
    first = links.make(bo, mailed=False, actor=person(ada))
    assert opens(first)
    second = links.make(User.objects.get(pk=bo.pk), mailed=False, actor=person(ada))
    assert opens(second)
    assert not opens(first)


def test_a_new_link_leaves_who_has_a_password_signed_in(ada, sue, sues):
    links.make(sue, mailed=False, actor=person(ada))
    assert sues.get("/queues/open/").status_code == 200
    assert re.match("argon2|pbkdf2|md5|scrypt|bcrypt", User.objects.get(pk=sue.pk).password)
