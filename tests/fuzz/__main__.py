"""`bin/fuzz`: the whole run, on a desk of its own that is thrown away."""

import argparse
import os
import sys
import time

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50_000, help="mails (50,000 unless you say otherwise)")
    chosen = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    return told(chosen.seed, chosen.count)


def told(seed: int, count: int) -> int:
    from tests.fuzz.whole import whole  # noqa: PLC0415, models can be imported once Django is set up

    began, cpu = time.monotonic(), time.process_time()
    found = whole(seed, count)
    took = f"in {time.monotonic() - began:.0f} s ({time.process_time() - cpu:.0f} s of CPU, without the parser's)"
    lines = [
        f"seed {seed}: {found.mails} mails {took}",
        "outcomes: " + ", ".join(f"{name} {number}" for name, number in found.outcomes.most_common()),
        f"tickets: {found.tickets}, all replayed; pages: {found.pages}",
        f"only the head could be read: {dict(found.not_read)}",
        f"wrong: {len(found.wrong)}",
        *found.wrong[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
