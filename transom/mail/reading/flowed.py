"""Text that was wrapped for the way (`format=flowed`, RFC 3676), put back into paragraphs."""

import re

QUOTE_MARKS = re.compile(r">*")
SIGNATURE = "-- "


def unflow(text: str, *, delete_space: bool = False) -> str:
    """The text with each flowed paragraph on one line, quote depth kept as `> ` marks.

    `delete_space` is the DelSp parameter: the space before a soft line break was added and goes again (RFC 3676, 4.1).
    Lines that differ in quote depth never join (4.5), the signature line is never flowed (4.3), and a blank line
    stays one even below a line that a careless mailer left with a space at its end.
    """
    paragraphs: list[str] = []
    depth_before, flows = -1, False
    for line in text.split("\n"):
        depth = QUOTE_MARKS.match(line).end()
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content  # space-stuffing (4.4)
        is_signature = content == SIGNATURE
        soft = content.endswith(" ") and not is_signature
        content = content[:-1] if soft and delete_space else content
        if flows and depth == depth_before and content and not is_signature:
            paragraphs.append(content)
        else:
            paragraphs.append(("\n" if depth_before >= 0 else "") + (">" * depth + " " if depth else "") + content)
        depth_before, flows = depth, soft
    return "".join(paragraphs)
