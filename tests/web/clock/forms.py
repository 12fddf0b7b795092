"""What a browser would send for a form that it was shown, changed in places."""

from selectolax.lexbor import LexborHTMLParser


def fields(answer, form: str, **changed: str) -> dict:
    """The fields of the form with this id, as they stand in the page; `changed` by their names, None to leave one out."""
    page = LexborHTMLParser(answer.content.decode())
    said: dict = {}
    for field in page.css(f"#{form} input[name], #{form} select[name]"):
        name, kind = field.attributes["name"], field.attributes.get("type")
        if field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            said[name] = chosen.attributes.get("value") or "" if chosen else ""
        elif kind in ("checkbox", "radio"):
            if "checked" in field.attributes:
                said.setdefault(name, []).append(field.attributes.get("value") or "on")
        elif name != "csrfmiddlewaretoken":
            said[name] = field.attributes.get("value") or ""
    return {name: value for name, value in (said | changed).items() if value is not None}
