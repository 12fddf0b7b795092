"""What is asked of each status on a path by itself: its words, its category, whose it is."""

from collections import Counter
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from transom.people.roles import AGENT_ROLES
from transom.workflow.document import Path, Stop
from transom.workflow.models import Asks, Category, SuggestedAct
from transom.workflow.problem import Known, Problem

NAME, PURPOSE, MEANING, SLUG = 60, 300, 2000, 50
MOST_STOPS, MOST_REASONS, MOST_DAYS = 60, 20, 3650


def unsound_stops(path: Path, known: Known) -> Iterator[Problem]:
    yield from _of_type(path)
    if len(path.stops) > MOST_STOPS:
        yield Problem(_("A path has at most %(count)d statuses. Remove some.") % {"count": MOST_STOPS})
    for slug, count in Counter(path.slugs).items():
        if count > 1:
            yield Problem(_("%(status)s is on the path twice. Remove one.") % {"status": slug}, slug)
    names = Counter(stop.name.strip().casefold() for stop in path.stops)
    others = {name.casefold(): slug for slug, name in known.names.items()}
    for stop in path.stops:
        if names[stop.name.strip().casefold()] > 1:
            yield Problem(_("Two statuses are called %(name)s. Rename one.") % {"name": stop.name}, stop.status)
        other = others.get(stop.name.strip().casefold(), stop.status)
        if other != stop.status and other not in path.slugs:
            sentence = _("There is a status %(name)s already. Add that one, or choose another name.")
            yield Problem(sentence % {"name": stop.name}, stop.status)
        for sentence in (*_words(stop), *_settings(stop, known)):
            yield Problem(sentence, stop.status)


def _of_type(path: Path) -> Iterator[Problem]:
    if not path.name.strip():
        yield Problem(_("Give the type a name."))
    if len(path.name) > NAME or len(path.purpose) > PURPOSE:
        yield Problem(
            _("The type's name has at most %(name)d characters and its purpose %(purpose)d. Shorten them.")
            % {"name": NAME, "purpose": PURPOSE}
        )
    if not is_slug(path.type):
        yield Problem(
            _("“%(slug)s” cannot name a type in addresses. Use letters, digits and hyphens.") % {"slug": path.type}
        )


def _words(stop: Stop) -> Iterator[str]:
    if not is_slug(stop.status):
        yield _("“%(slug)s” cannot name a status in addresses. Use letters, digits and hyphens.") % {
            "slug": stop.status
        }
    if not stop.name.strip():
        yield _("Give the status a name.")
    if len(stop.name) > NAME or len(stop.public_name) > NAME:
        yield _("A status's name has at most %(count)d characters. Shorten it.") % {"count": NAME}
    if len(stop.entering) > MEANING or len(stop.leaving) > MEANING:
        sentence = _("What %(status)s means is told in at most %(count)d characters. Shorten it.")
        yield sentence % {"status": stop.name, "count": MEANING}
    yield from reasons_unfit(stop.reasons)


def _settings(stop: Stop, known: Known) -> Iterator[str]:
    before = known.categories.get(stop.status, stop.category)
    if stop.category not in Category.values:
        yield _("%(status)s has no category. Say whether work goes on there.") % {"status": stop.name}
    elif before != stop.category:
        sentence = _("%(status)s was made as “%(before)s”, which stays. Add another status for what is “%(now)s”.")
        words = {"before": Category(before).label, "now": Category(stop.category).label}
        yield sentence % {"status": stop.name, **words}
    if stop.owner and not _is_known(stop, known):
        sentence = _("Nobody here is “%(owner)s”. Choose whose a ticket is in %(status)s.")
        yield sentence % {"owner": stop.owner.name, "status": stop.name}
    if stop.days is not None and not 1 <= stop.days <= MOST_DAYS:
        sentence = _("A ticket may stay in %(status)s for 1 to %(most)d days. Give such a number, or none.")
        yield sentence % {"status": stop.name, "most": MOST_DAYS}
    if stop.act not in SuggestedAct.values:
        yield _("“%(act)s” is nothing to be done with a ticket that stays too long. Choose from the list.") % {
            "act": stop.act
        }
    if stop.asks not in Asks.values:
        yield _("“%(asks)s” is nothing that can be asked of the customer. Choose from the list.") % {"asks": stop.asks}
    elif stop.asks and stop.category == Category.CLOSED:
        yield _("%(status)s is closed, so it asks the customer nothing.") % {"status": stop.name}


def _is_known(stop: Stop, known: Known) -> bool:
    """Without what the desk knows, a team and a person are believed."""
    match stop.owner.kind:
        case "role":
            return stop.owner.name in AGENT_ROLES
        case "team":
            return known.is_blank or stop.owner.name in known.teams
        case _:
            return known.is_blank or stop.owner.name in known.people


def reasons_unfit(reasons: tuple[str, ...]) -> Iterator[str]:
    if len(reasons) > MOST_REASONS:
        yield _("At most %(count)d reasons to choose from. Take some away.") % {"count": MOST_REASONS}
    if any(not reason.strip() or len(reason) > NAME for reason in reasons):
        yield _("A reason has 1 to %(count)d characters. Shorten it, or take it away.") % {"count": NAME}
    if len({reason.casefold() for reason in reasons}) < len(reasons):
        yield _("A reason stands there twice. Take one away.")


def is_slug(text: str) -> bool:
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return len(text) <= SLUG
