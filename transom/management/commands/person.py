"""`transom manage person`: make someone of the desk, give or take roles, close an account."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management import CommandError
from django.urls import reverse

from transom.foundation import addresses
from transom.management.desk_command import DeskCommand
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
        if leaves or Role.ADMIN in remove_role:
            self._check_not_last_admin(user)
        user.give_roles(*role)
        user.roles_held.filter(role__in=remove_role).delete()
        if leaves:
            user.leave()
        self.stdout.write(f"{user.label}, {email}: {self._roles(user)}")
        if is_new:
            self.stdout.write(
                f"Give them this link, where they choose a password. It works once:\n  {self._link(user)}"
            )

    def _make(self, email: str, name: str, roles: list[str]) -> User:
        if not name or not roles:
            raise CommandError(f"{email} is new here. Say --name and at least one --role ({', '.join(ROLES)}).")
        return User.objects.create_user(email, name)

    def _check_not_last_admin(self, user: User) -> None:
        others = User.objects.filter(roles_held__role=Role.ADMIN, is_active=True).exclude(pk=user.pk)
        if user.roles_held.filter(role=Role.ADMIN).exists() and not others.exists():
            raise CommandError(f"{user.label} is the last admin. Make somebody else admin first.")

    def _roles(self, user: User) -> str:
        if not user.is_active:
            return "has left"
        return ", ".join(sorted(user.roles_held.values_list("role", flat=True))) or "no role, so they see nothing"

    def _link(self, user: User) -> str:
        token = default_token_generator.make_token(user)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
        return settings.BASE_URL + path
