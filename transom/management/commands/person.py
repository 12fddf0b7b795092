"""`transom manage person`: make someone of the desk, give or take roles, close an account."""

from django.core.management import CommandError

from transom.foundation import addresses
from transom.management.desk_command import DeskCommand
from transom.operating.people import links, verbs
from transom.people.actor import SYSTEM
from transom.people.models import User
from transom.people.roles import AGENT_ROLES, Role

ROLES = [role.value for role in Role if role in AGENT_ROLES]


class Command(DeskCommand):
    typed_as = "manage person"
    help = "Make someone of the desk, give or take roles, or close an account."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="needed for someone new")
        parser.add_argument(
            "--role", action="append", default=[], choices=ROLES, help="give this role; may be repeated"
        )
        parser.add_argument("--remove-role", action="append", default=[], choices=ROLES, help="take this role away")
        parser.add_argument("--leaves", action="store_true", help="close the account; what they did stays")

    def handle(self, *, email, name, role, remove_role, leaves, **options):
        email = addresses.normalise(email)
        if not addresses.is_address(email):
            raise CommandError(f"{email!r} is no mail address.")
        user = User.objects.filter(email=email).first()
        is_new = user is None
        if is_new:
            user = self._make(email, name, role)
        try:
            roles = {*user.role_names(), *role} - {*remove_role}
            user = verbs.change(user, roles=roles, actor=SYSTEM)
            if leaves:
                verbs.leave(user, actor=SYSTEM)
        except verbs.Refused as refused:
            raise CommandError(str(refused)) from refused
        user = User.objects.get(pk=user.pk)
        self.stdout.write(f"{user.label}, {email}: {self._roles(user)}")
        if is_new:
            self.stdout.write(
                f"Give them this link, where they choose a password. It works once:\n  {links.make(user, mailed=False, actor=SYSTEM)}"
            )

    def _make(self, email: str, name: str, roles: list[str]) -> User:
        if not name or not roles:
            raise CommandError(f"{email} is new here. Say --name and at least one --role ({', '.join(ROLES)}).")
        return verbs.add(name, email, (), (), actor=SYSTEM)

    def _roles(self, user: User) -> str:
        if not user.is_active:
            return "has left"
        return ", ".join(sorted(user.roles_held.values_list("role", flat=True))) or "no role, so they see nothing"
