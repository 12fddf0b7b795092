"""How far the desk is set up: what is there, what is missing, and where to mend it. In sentences."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.foundation.pauses import Pause
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.people.roles import Role
from transom.web.access import admin_page
from transom.web.setup.places import setup_frame

NAMED = 5


class Told(NamedTuple):
    """`words` say what is so, `remedy` what to do where something is missing; `link` leads to where it is done."""

    ok: bool
    words: str
    url: str
    link: str
    remedy: str = ""


@admin_page
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    people = list(User.objects.filter(is_active=True).prefetch_related("roles_held").order_by("name", "pk"))
    told = [*_about_people(people), *_about_roles(people), *_about_mailboxes(), _way_out(), _teams(), *_pauses()]
    context = {"told": told, "missing": sum(not one.ok for one in told)}
    return render(request, "setup/overview.html", setup_frame(actor, "setup") | context)


def names(people: list[User]) -> str:
    """ "Ann, Bo and Cy"; from the sixth on they are counted."""
    labels = [user.label for user in people[:NAMED]]
    if (more := len(people) - NAMED) > 0:
        labels.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    if len(labels) == 1:
        return labels[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


def _about_people(people: list[User]) -> list[Told]:
    url, count = reverse("people"), len(people)
    words = ngettext("One person works at this desk.", "%(count)d people work at this desk.", count) % {"count": count}
    told = [Told(True, words, url, _("See them"))]
    if bare := [user for user in people if not user.role_names()]:
        words = ngettext("%(names)s has no role yet.", "%(names)s have no role yet.", len(bare)) % {
            "names": names(bare)
        }
        told.append(Told(False, words, url, _("Give them one here"), _("Without a role they see nothing.")))
    if waiting := [user for user in people if not user.has_usable_password()]:
        words = ngettext("%(names)s has set no password yet.", "%(names)s have set no password yet.", len(waiting))
        remedy = _("They cannot sign in. Their link works for 3 days: send another one.")
        told.append(Told(False, words % {"names": names(waiting)}, url, _("Send another link"), remedy))
    return told


def _about_roles(people: list[User]) -> list[Told]:
    url, told = reverse("people"), []
    admins = [user for user in people if Role.ADMIN in user.role_names()]
    managers = [user for user in people if Role.QUEUE_MANAGER in user.role_names()]
    if len(admins) == 1 and len(people) > 1:
        remedy = _("When they are away, nobody can let people in or change a mailbox.")
        words = _("%(name)s is the only admin.") % {"name": admins[0].label}
        told.append(Told(False, words, url, _("Make somebody else admin as well"), remedy))
    if managers:
        words = ngettext("%(names)s is queue manager.", "%(names)s are queue managers.", len(managers))
        return [*told, Told(True, words % {"names": names(managers)}, url, _("See who has which role"))]
    remedy = _("Somebody has to be responsible for every request that comes in.")
    return [*told, Told(False, _("Nobody is queue manager."), url, _("Choose one"), remedy)]


def _about_mailboxes() -> list[Told]:
    boxes = list(Mailbox.objects.select_related("imap"))
    if not boxes:
        remedy = _("Nobody can write to you: make the address that customers write to.")
        return [Told(False, _("There is no mailbox."), reverse("new_mailbox"), _("Make one"), remedy)]
    failing = [
        box for box in boxes if (account := getattr(box, "imap", None)) and account.is_active and account.failing_since
    ]
    told = [
        Told(
            False,
            _("The mail of %(address)s cannot be fetched.") % {"address": box.address},
            reverse("mailbox_test", args=[box.pk]),
            _("Test it"),
            box.imap.last_error,
        )
        for box in failing
    ]
    if failing:
        return told
    words = _("Mail is taken for %(addresses)s.") % {"addresses": ", ".join(box.address for box in boxes[:NAMED])}
    return [Told(True, words, reverse("mailboxes"), _("Test whether it arrives"))]


def _way_out() -> Told:
    url = reverse("mailboxes")
    if settings.SMTP_URL == "sink:":
        remedy = _("This is a demo: every mail is kept on Sent mail and goes nowhere.")
        return Told(False, _("No mail leaves this desk."), reverse("sent"), _("See what would have gone out"), remedy)
    if not settings.SMTP_URL:
        remedy = _("Answers wait. Whoever runs the desk sets TRANSOM_SMTP_URL to your mail server and starts it again.")
        return Told(False, _("The desk does not know how to send mail."), url, _("See the mailboxes"), remedy)
    return Told(True, _("Answers leave by your mail server."), url, _("Test whether it takes them"))


def _teams() -> Told:
    count = Team.objects.count()
    if not count:
        return Told(
            True, _("There are no teams, and a small desk needs none."), reverse("teams"), _("Read what they do")
        )
    words = ngettext("There is one team.", "There are %(count)d teams.", count) % {"count": count}
    return Told(True, words, reverse("teams"), _("See who is in them"))


def _pauses() -> list[Told]:
    return [
        Told(
            False,
            _("%(what)s is paused.") % {"what": one.get_what_display()},
            reverse("pauses"),
            _("Let it go on"),
            one.reason,
        )
        for one in Pause.objects.all()
    ]
