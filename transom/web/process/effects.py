"""What a draft would do to the tickets of today, in sentences that lead to them."""

from transom.people.actor import Actor
from transom.process.simulate import Effect, simulate
from transom.tickets.models import Ticket
from transom.web.agent.show import ticket_url
from transom.web.find.lists import find_url
from transom.web.process.drafting import Open


def effects_of(at: Open) -> list[dict]:
    """The contract of the list in `process/check.html`; the gravest first."""
    found = simulate(at.path, at.draft.ticket_type)
    milder = [*found.moving, *found.losing, *found.owners, *found.silence, *found.words]
    seen = _visible(at.actor, [number for effect in found.stuck for number in effect.numbers])
    return [_shown(at, effect, seen, True) for effect in found.stuck] + [_shown(at, one, seen, False) for one in milder]


def _shown(at: Open, effect: Effect, seen: set[int], bad: bool) -> dict:
    return {
        "sentence": effect.sentence,
        "bad": bad,
        "url": find_url(f"type:{at.slug} status:{effect.status}") if effect.count else "",
        "tickets": [{"number": one, "url": ticket_url(one)} for one in effect.numbers if one in seen],
    }


def _visible(actor: Actor, numbers: list[int]) -> set[int]:
    if not numbers:
        return set()
    return set(Ticket.objects.visible_to(actor).filter(number__in=numbers).values_list("number", flat=True))
