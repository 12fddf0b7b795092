"""What the style guide shows: each component with words of its own, in each of its states. Nothing of it is real."""


def specimens() -> dict:
    return {}
