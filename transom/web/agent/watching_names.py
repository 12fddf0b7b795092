"""Watchers, as the sets of tickets name them, by the names that people have."""

from transom.customers.models import Contact
from transom.people.models import User


def names_of(watchers: set[str], without_contact: int | None = None) -> list[str]:
    """The labels of "person:3" and "contact:5", in the order of the alphabet; without one contact who is named elsewhere."""
    keys = {"person": set(), "contact": set()}
    for watcher in watchers:
        kind, _colon, key = watcher.partition(":")
        keys[kind].add(int(key))
    keys["contact"].discard(without_contact)
    people = [row.label for row in User.objects.filter(pk__in=keys["person"])] if keys["person"] else []
    contacts = [row.label for row in Contact.objects.filter(pk__in=keys["contact"])] if keys["contact"] else []
    return sorted([*people, *contacts], key=str.lower)
