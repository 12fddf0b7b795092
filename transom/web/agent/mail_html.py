"""Somebody's HTML, made harmless: words, tables, colours and pictures stay; what runs, loads, sends or follows goes."""

import re
from collections.abc import Callable
from typing import NamedTuple

import nh3

from transom.mail.reading.html_size import MOST_REOPENED, deepest_nesting, reopened

LONGEST_HTML = 2_000_000  # characters
DEEPEST = 1_000  # open elements; the time that cleaning takes grows with their square

GONE_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "select",
    "button",
}
KEPT_TAGS = (nh3.ALLOWED_TAGS | {"font"}) - {"map", "area", "details", "summary"}
EVERYWHERE = {"align", "valign", "width", "height", "bgcolor", "color", "dir", "lang", "title", "style"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"face", "size"},
    "ol": {"start", "type"},
} | {tag: {"colspan", "rowspan", "border", "cellpadding", "cellspacing"} for tag in ("table", "td", "th")}
STYLES = {
    *("color", "background-color", "text-align", "text-decoration", "vertical-align", "line-height", "white-space"),
    *("font", "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "direction"),
    *("width", "max-width", "height", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left"),
    *("padding", "padding-top", "padding-right", "padding-bottom", "padding-left"),
    *("border", "border-top", "border-right", "border-bottom", "border-left", "border-color", "border-style"),
    *("border-width", "border-collapse", "border-spacing", "border-radius"),
}
SCHEMES = {"http", "https", "mailto", "tel", "cid"}
LEADS = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
LOADS = re.compile(r"url\s*\(|image-set|expression|\\", re.IGNORECASE)


class TooTangled(Exception):
    """It is nested so deeply, or so long, that making it harmless would keep people waiting."""


class Clean(NamedTuple):
    """A harmless fragment, and whether pictures from elsewhere were left out of it."""

    html: str
    left_out: bool


def clean(html: str, picture_url: Callable[[str], str], with_remote: bool) -> Clean:
    """Make it harmless. `picture_url` gives the address of the picture with a Content-ID, or the empty string.

    Pictures from elsewhere tell their server who reads what and when: they stay out unless `with_remote`.
    Raises `TooTangled`.
    """
    if len(html) > LONGEST_HTML or deepest_nesting(html) > DEEPEST or reopened(html) > MOST_REOPENED:
        raise TooTangled
    left_out = []

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return source(value.strip())
        if name == "href":
            return value if LEADS.match(value.strip()) else None
        return None if name == "style" and LOADS.search(value) else value

    def source(value: str) -> str | None:
        scheme, _, rest = value.partition(":")
        if scheme.lower() == "cid":
            return picture_url(rest.strip("<> ")) or None
        if scheme.lower() not in ("http", "https"):
            return None
        if not with_remote:
            left_out.append(value)
        return value if with_remote else None

    harmless = nh3.clean(
        html,
        tags=KEPT_TAGS,
        clean_content_tags=GONE_WITH_CONTENT,
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        filter_style_properties=STYLES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Clean(harmless, bool(left_out))
