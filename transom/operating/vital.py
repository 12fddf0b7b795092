"""What must live for this process to do its work: its threads report here, and `/readyz` asks."""

from collections.abc import Callable

_expected: dict[str, Callable[[], bool]] = {}


def expect(name: str, lives: Callable[[], bool]) -> None:
    """From now on this process is ready only while `lives()` says so."""
    _expected[name] = lives


def forget() -> None:
    """Nothing is expected any more: the process stops."""
    _expected.clear()


def dead() -> list[str]:
    """The names of what should live and does not."""
    return [name for name, lives in list(_expected.items()) if not lives()]
