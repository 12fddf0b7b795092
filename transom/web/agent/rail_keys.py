"""The keys of the rail."""

KEYS = {
    "owed": "g n",
    "closing": "g e",
    "mine": "g m",
    "unassigned": "g u",
    "wanted": "g r",
    "open": "g o",
    "waiting": "g w",
    "languishing": "g l",
    "closed": "g c",
    "drafts": "g d",
    "attention": "g a",
    "sent": "g s",
    "reviews": "g t",
    "cockpit": "g k",
    "follow_ups": "g f",
    "clearance": "g y",
    "shifts": "g h",
    "qa": "g q",
}
"""What leads to a place of the rail: g, then a letter."""
