"""Who works at the demo company, and whom it serves. Every name and domain is fictional (RFC 2606)."""

from django.contrib.auth.hashers import make_password

from transom.customers.models import Customer, CustomerDomain
from transom.foundation import tokens
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.people.roles import Role

COMPANY = "Fernwright (a fictional company)"
MAILBOX = "support@desk.example"
PEOPLE = (
    ("quinn", "Quinn Abara", (Role.QUEUE_MANAGER, Role.SUPPORTER)),
    ("sue", "Sue Lindqvist", (Role.SUPPORTER,)),
    ("tess", "Tess Moreau", (Role.QA,)),
    ("dev", "Dev Okafor", (Role.SUPPORT_DEVELOPER, Role.QUEUE_MANAGER)),
    ("petra", "Petra Novak", (Role.PRODUCT_OWNER,)),
    ("rolf", "Rolf Brandt", (Role.RELEASE_MANAGER,)),
    ("pia", "Pia Santos", (Role.PROFESSIONAL_SERVICES,)),
    ("ada", "Ada Winter", (Role.ADMIN,)),
)
CUSTOMERS = (
    ("Acme Clinics", "acme.example", "Gold"),
    ("Kontora", "kontora.example", "Silver"),
    ("Lumen", "lumen.example", "Silver"),
    ("Nordbau", "nordbau.example", "Gold"),
    ("Helio", "helio.example", ""),
)


def password() -> str:
    """One password for the whole cast, the same each time it is asked for and another on every desk."""
    return f"demo-{tokens.mark('demo', 'password')[:10]}"


def hire() -> dict[str, User]:
    """Make the people, their teams, the mailbox and the customers; gives the people by their first name."""
    hashed = make_password(password())  # once: hashing is slow on purpose
    people = {}
    for first, name, roles in PEOPLE:
        user = User.objects.create_user(f"{first}@desk.example", name, roles=roles)
        User.objects.filter(pk=user.pk).update(password=hashed)
        people[first] = user
    for team, members in (("Payments", ("sue", "dev")), ("Editor", ("tess",))):
        Team.objects.create(name=team).members.add(*(people[name] for name in members))
    Mailbox.objects.create(address=MAILBOX, name="Fernwright support", trusted_hop="mx.desk.example")
    for name, domain, tier in CUSTOMERS:
        CustomerDomain.objects.create(domain=domain, customer=Customer.objects.create(name=name, tier=tier))
    return people
