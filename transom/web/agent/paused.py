"""The banner on every page of the desk while something stands still."""

from transom.foundation.pauses import Paused
from transom.web.agent.small_rows import Small


def banners(rows: list[Small], is_admin: bool) -> list[dict]:
    """The contract of `components/paused.html`. Only an admin may let it go on."""
    return [
        {"what": row.label, "name": str(Paused(row.label).label), "reason": row.detail, "may_resume": is_admin}
        for row in rows
    ]
