"""What each role is for, in a sentence, where roles are given."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from transom.people.roles import AGENT_ROLES, Role

ROLE_WORDS: dict[Role, str | Promise] = {
    Role.SUPPORTER: _("Answers customers, sorts tickets and moves them on."),
    Role.QUEUE_MANAGER: _("Is responsible for every request that comes in, and minds the mail that is held."),
    Role.QA: _("Reproduces what is complex, owns it, and talks to the customer about it."),
    Role.SUPPORT_DEVELOPER: _("Fixes bugs from the top of the list and helps the queue manager."),
    Role.PRODUCT_OWNER: _("Ranks bugs and gets the ideas."),
    Role.RELEASE_MANAGER: _("Ships builds and tells the tickets that wait for them."),
    Role.PROFESSIONAL_SERVICES: _("Does billable work: estimates, custom code, other configurations."),
    Role.ADMIN: _("Sets the desk up: people, teams, mailboxes, and all that is on these pages."),
}

ROLE_CHOICES = [(role.value, role.label) for role in Role if role in AGENT_ROLES]
