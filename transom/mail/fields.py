"""Header fields that the standard library folds wrongly (as of Python 3.13), folded by hand.

It writes a Message-ID longer than a line as an encoded word, which no mail program recognises, and loses spaces
between the encoded words of a long subject.
"""

from email.header import Header
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.policy import SMTP

LINE = 76  # RFC 2047, 2: no line with an encoded word is longer


class MessageIds(UnstructuredHeader):
    """Message-IDs, one a line (RFC 5322, 3.6.4)."""

    def fold(self, *, policy):
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


class Words(UnstructuredHeader):
    """One line of text, encoded where it is not ASCII, or where it would read as if it were encoded already."""

    @classmethod
    def parse(cls, value, kwds):
        super().parse("", kwds)
        kwds["decoded"] = value

    def fold(self, *, policy):
        plain = str(self).isascii() and "=?" not in str(self)
        header = Header(str(self), "us-ascii" if plain else "utf-8", maxlinelen=LINE, header_name=self.name)
        return f"{self.name}: {header.encode(linesep=policy.linesep)}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("in-reply-to", MessageIds)
    registry.map_to_type("references", MessageIds)
    registry.map_to_type("subject", Words)
    return registry


POLICY = SMTP.clone(max_line_length=78, header_factory=_registry())
