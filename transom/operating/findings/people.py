"""Who minds the desk, and at which addresses it is reached."""

from datetime import datetime

from transom.operating.findings.finding import Finding, ok, problem
from transom.people.mailboxes import Mailbox
from transom.people.models import RoleHeld
from transom.people.roles import Role


def admin(now: datetime) -> Finding:
    admins = RoleHeld.objects.filter(role=Role.ADMIN, user__is_active=True).count()
    if not admins:
        return problem(
            "Nobody is admin, so nobody can make mailboxes or give roles.",
            "Follow the link that the desk prints when it starts, or run: transom manage person ADDRESS --role admin",
        )
    return ok("One person is admin." if admins == 1 else f"{admins} people are admins.")


def mailboxes(now: datetime) -> Finding:
    addresses = list(Mailbox.objects.values_list("address", flat=True))
    if not addresses:
        return problem("There is no mailbox, so all mail is refused.", "Make one on the desk's page Mailboxes.")
    more = f" and {len(addresses) - 3} more" if len(addresses) > 3 else ""
    return ok(f"Mail is taken for {', '.join(addresses[:3])}{more}.")
