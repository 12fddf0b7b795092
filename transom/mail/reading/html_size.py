"""What a piece of HTML would cost a parser, told without parsing it."""

import re
from collections import Counter

# These a parser opens again in every paragraph until they are closed (HTML, 13.2.4.3): 5,000 of them in 100 kB of
# paragraphs cost 17 s and 5 GB.
OPENED_AGAIN = re.compile(r"</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.I)
MOST_REOPENED = 500_000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
NEVER_CLOSED = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "p", "li", "td", "tr", "th"}


def deepest_nesting(html: str) -> int:
    """How many elements are open at once at the most; a closing tag without its opening one closes nothing."""
    deepest = depth = 0
    still_open: Counter[str] = Counter()
    for slash, tag in TAG.findall(html.lower()):
        if tag in NEVER_CLOSED:
            continue
        if not slash:
            still_open[tag] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif still_open[tag]:
            still_open[tag] -= 1
            depth -= 1
    return deepest


def reopened(html: str) -> int:
    """At most so many elements are there only because a parser opens them again."""
    return deepest_nesting("".join(OPENED_AGAIN.findall(html))) * html.count("<")
