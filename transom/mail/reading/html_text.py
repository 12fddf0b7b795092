"""The plain text of an HTML mail, with quotes marked as plain text marks them.

inscriptis draws tables well but knows no quotes, which folding needs as `> ` lines; so the tree is walked here.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transom.mail.reading.charset import clean
from transom.mail.reading.html_size import MOST_REOPENED, deepest_nesting, reopened

LONGEST_HTML = 2_000_000  # characters; what lies behind is not read as text (the HTML itself is kept)
# The parser takes quadratic time over open elements: 10,000 cost 0.1 s, 200,000 more than a minute.
DEEPEST_NESTING = 5_000
DEEPEST_QUOTE = 20
LONGEST_LINE = 5_000  # characters; a line grows by copying, so it is broken here
WHOLE_TAG = re.compile(r"<[^<>]*>")
HIDDEN = {"head", "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "select"}
BLOCKS = {"div", "tr", "table", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "footer", "main"}
BLOCKS |= {"form", "fieldset", "address", "center", "figure", "body", "aside", "nav", "caption", "legend", "option"}
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}
SPACES = re.compile(r"[ \t\n\r\f]+")


def html_to_text(html: str) -> str:
    """`html` as text: paragraphs, list items, table rows and links (`words <address>`); blockquotes as `> ` lines."""
    html = html[:LONGEST_HTML]
    if deepest_nesting(html) > DEEPEST_NESTING or reopened(html) > MOST_REOPENED:
        return clean(WHOLE_TAG.sub(" ", html)).strip()
    root = LexborHTMLParser(html).root
    return TextWriter().write(root) if root is not None else ""


class TextWriter:
    """Walks a parsed document once, without recursion, and gathers its lines."""

    def __init__(self):
        self.lines: list[str] = []
        self.line = ""
        self.quotes = 0
        self.gap_depth: int | None = None  # a blank line is due, quoted so deep; it is written with the next line
        self.preformatted = 0
        self.lists: list[int] = []  # the next number of each open list; 0 in lists without numbers
        self.link_starts: list[int] = []

    def write(self, root: LexborNode) -> str:
        node = root
        while True:
            descend = self.enter(node)
            if descend and node.child is not None:
                node = node.child
                continue
            if descend:
                self.leave(node)
            while node.next is None or node.mem_id == root.mem_id:
                if node.mem_id == root.mem_id or node.parent is None:
                    return self.text()
                node = node.parent
                self.leave(node)
            node = node.next

    def enter(self, node: LexborNode) -> bool:
        """Take in a node's start; False where nothing inside it is for reading."""
        tag = node.tag
        if tag == "-text":
            self.add(node.text_content or "")
            return False
        if tag in HIDDEN or tag.startswith("-") or is_hidden(node):
            return tag == "-document"
        if tag == "br":
            self.break_line(force=True)
        elif tag == "hr":
            self.paragraph()
            self.line = "-" * 20
            self.paragraph()
        elif tag == "img":
            self.add(node.attributes.get("alt") or "")
        elif tag in PARAGRAPHS:
            self.paragraph()
            self.quotes += tag == "blockquote"
            self.preformatted += tag == "pre"
        elif tag in BLOCKS:
            self.break_line()
            self.open_list(tag)
        elif tag in ("td", "th") and self.line.strip():
            self.line += "  "
        elif tag == "a":
            self.link_starts.append(len(self.line))
        return True

    def open_list(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            number = self.lists[-1] if self.lists else 0
            self.line = "  " * (min(len(self.lists), 10) - 1) + (f"{number}. " if number else "* ")
            if number:
                self.lists[-1] += 1

    def leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in PARAGRAPHS:
            self.paragraph()
            self.quotes -= tag == "blockquote"
            self.preformatted -= tag == "pre"
        elif tag in BLOCKS:
            self.break_line()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
        elif tag == "a" and self.link_starts:
            self.add_link_target(node.attributes.get("href") or "", self.line[self.link_starts.pop() :].strip())

    def add_link_target(self, target: str, words: str) -> None:
        """Where a link leads, where its words do not say so themselves."""
        target = clean(target).strip()
        bare = target.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
        if words and target.startswith(("http://", "https://", "mailto:")) and bare not in words and len(target) < 500:
            self.line += f" <{target.removeprefix('mailto:')}>"

    def add(self, text: str) -> None:
        if self.preformatted:
            first, *rest = text.replace("\r", "").split("\n")
            self.line += first
            for line in rest:
                self.break_line(force=True)
                self.line = line
            return
        if len(self.line) > LONGEST_LINE:
            self.break_line()
        text = SPACES.sub(" ", text)
        starts_line = not self.line or self.line.endswith(" ")
        self.line += text.lstrip(" ") if starts_line else text

    def break_line(self, *, force: bool = False) -> None:
        if self.line.strip() or force:
            depth = min(self.quotes, DEEPEST_QUOTE)
            if self.gap_depth is not None:
                self.lines.append("> " * min(self.gap_depth, depth))
                self.gap_depth = None
            self.lines.append("> " * depth + self.line.rstrip())
        self.line = ""
        self.link_starts = [0] * len(self.link_starts)

    def paragraph(self) -> None:
        self.break_line()
        if self.lines and self.lines[-1].strip("> ") and self.gap_depth is None:
            self.gap_depth = self.quotes

    def text(self) -> str:
        self.break_line()
        text = clean("\n".join(line.rstrip() for line in self.lines).replace("\xa0", " ").replace("\u200b", ""))
        return re.sub(r"\n{3,}", "\n\n", text).strip()


def is_hidden(node: LexborNode) -> bool:
    """Preview lines of newsletters hide in elements that are not shown."""
    attributes = node.attributes
    if not attributes:
        return False
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "mso-hide:all" in style
