"""How often one may try: counted in memory like tries to sign in, by link and by where they come from."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest

WINDOW = 600  # seconds
MOST_FORMS = 20
"""So many forms of one link in that time."""
MOST_MISSES = 30
"""So many links that do not exist, from one place in that time."""


def forms_too_often(link: Model) -> bool:
    """Count a form of this link. True where it is one too many."""
    return _count(f"form:{link._meta.model_name}:{link.pk}") > MOST_FORMS


def guesses_too_often(request: HttpRequest) -> bool:
    """Count an address that opens nothing. True where it is one too many from there."""
    return _count(f"answer-miss:{get_adapter().get_client_ip(request)}") > MOST_MISSES


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # its time was up in between
        return 1
