"""How much is measured: the whole, or so little that it only shows that everything works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    seed: int
    sizes: tuple[int, ...]
    visits: int
    accepted: int
    processed: int
    answered: int
    starts: int
    connections: int = 16
    messages: int = 1_000_000


WHOLE = Scale(
    seed=20261, sizes=(1_000, 10_000, 200_000), visits=400, accepted=3_000, processed=1_500, answered=400, starts=5
)
QUICK = Scale(
    seed=20261, sizes=(60,), visits=10, accepted=40, processed=20, answered=6, starts=1, connections=4, messages=400
)
