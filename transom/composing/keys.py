"""The one key of a macro: a capital letter, so Shift and a letter. The small letters are the desk's own."""

from string import ascii_uppercase

from transom.composing.macros import Macro

LETTERS = ascii_uppercase


def taken_by(macro: Macro) -> Macro | None:
    """Another macro in use of the same people with the same key. One's own goes before a team's, that before the desk's."""
    if not macro.key:
        return None
    others = Macro.objects.in_use().filter(key=macro.key, owner=macro.owner_id, team=macro.team_id)
    return others.exclude(pk=macro.pk).first()
