"""The link to set a password: by mail where the desk can send one, else shown once, to hand over."""

from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from transom.operating.people import links
from transom.people.actor import Actor
from transom.people.models import User


class Invitation(NamedTuple):
    link: str
    mailed: bool


def invite(request: HttpRequest, user: User, actor: Actor) -> Invitation:
    mailed = links.can_be_mailed()
    link = links.make(user, mailed=mailed, actor=actor)
    if mailed:
        context = {
            "name": user.label,
            "inviter": actor.label,
            "link": link,
            "days": links.DAYS,
            "desk": settings.BASE_URL,
        }
        get_adapter(request).send_mail("account/email/invitation", user.email, context)
    return Invitation(link, mailed)
