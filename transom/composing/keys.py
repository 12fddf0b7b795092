"""The one key of a macro: a capital letter, so Shift and a letter. The small letters are the desk's own."""

from string import ascii_uppercase

from django.utils.translation import gettext as _

from transom.composing.macros import Macro
from transom.people.models import Membership

LETTERS = ascii_uppercase


def taken_by(macro: Macro) -> Macro | None:
    """Another macro in use with the same key, which somebody would have beside this one."""
    if not macro.key:
        return None
    others = Macro.objects.in_use().filter(key=macro.key).exclude(pk=macro.pk).select_related("owner", "team")
    return next((other for other in others if _meet(macro, other)), None)


def why_taken(macro: Macro, other: Macro, person: int) -> str:
    """Says whose it is, but not what another's private macro is called."""
    if other.owner_id not in (None, person):
        return _("Someone who would have both uses Shift %(key)s for a macro of their own. Choose another letter.") % {
            "key": macro.key
        }
    return _("Shift %(key)s runs “%(other)s” already. Choose another letter.") % {"key": macro.key, "other": other}


def _meet(one: Macro, other: Macro) -> bool:
    """Would anybody be offered both? A private one gives way to nobody's but its owner's."""
    first, second = _people(one), _people(other)
    return first is None or second is None or bool(first & second)


def _people(macro: Macro) -> set[int] | None:
    """Whose it is; None for everybody's."""
    if macro.owner_id:
        return {macro.owner_id}
    if macro.team_id:
        return set(Membership.objects.filter(team=macro.team_id).values_list("user", flat=True))
    return None
