"""People, their roles and teams, and the mailboxes."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from transom.foundation import addresses
from transom.people.roles import Role


class UserManager(BaseUserManager):
    def create_user(self, email: str, name: str, password: str | None = None, *, roles=(), **fields):
        """Make a person who can sign in. Without a password nobody can sign in as them until they set one."""
        user = self.model(email=addresses.normalise(email), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        user.give_roles(*roles)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=addresses.normalise(email))


class Theme(models.TextChoices):
    """How the desk looks to somebody; without a choice, as their device does."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractBaseUser):
    """Someone who can sign in. `email` is normalised and unique whatever its case.

    `time_zone` (a name of the IANA database), `language` and `theme` are empty until somebody chooses.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=16, blank=True)
    theme = models.CharField(max_length=8, blank=True, choices=Theme.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_whatever_case")]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.name or self.email

    def role_names(self) -> list[str]:
        return [held.role for held in self.roles_held.all()]

    def give_roles(self, *roles: str) -> None:
        for role in roles:
            self.roles_held.get_or_create(role=Role(role))

    def leave(self) -> None:
        """Nobody signs in as them from now on, and whoever is signed in is out. What they did stays theirs."""
        self.is_active = False
        self.set_unusable_password()  # the hash is part of each session, so this ends them
        self.save(update_fields=["is_active", "password"])

    def come_back(self) -> None:
        """They may sign in again, once they have set a new password."""
        self.is_active = True
        self.save(update_fields=["is_active"])


class RoleHeld(models.Model):
    """A person holds a role. Its own row, so that giving one role never rewrites the others."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=32, choices=Role.choices)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_held_once")]


class Team(models.Model):
    """A development team, with the supporters who belong to it."""

    name = models.CharField(max_length=100, unique=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        app_label = "transom"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        app_label = "transom"
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="member_once")]


class ProductArea(models.Model):
    """A part of the product, and the team that answers for it."""

    name = models.CharField(max_length=100, unique=True)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True)

    class Meta:
        app_label = "transom"
        ordering = ["name"]

    def __str__(self):
        return self.name
