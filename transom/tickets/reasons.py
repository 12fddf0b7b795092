"""Reasons from a list: how one is said with the words that belong to it."""

OPEN_END = "…"
"""A reason that ends so is begun by the list and finished by whoever chooses it: "Blocked by…"."""


def wants_words(reason: str) -> bool:
    """Does the reason say nothing without words behind it?"""
    return reason.endswith(OPEN_END)


def reason_words(reason: str, detail: str = "") -> str:
    """The reason as a person says it: "Blocked by the vendor", "Unclear: whose is it?", "Forgotten"."""
    if wants_words(reason):
        return f"{reason.removesuffix(OPEN_END).rstrip()} {detail}" if detail else reason
    return f"{reason}: {detail}" if detail else reason
