"""What browsers are told to refuse, on every page."""

from tests.web.matrix.addresses import addresses


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_the_policy_of_every_page_is_strict(things, ada, quinn, sign_in):
    for person in (ada, quinn):
        browser = sign_in(person)
        for address, _missing in addresses(things):
            answer = browser.get(address)
            said = policy(answer)
            assert said["default-src"] == "'none'", address
            assert said["base-uri"] == "'none'", address
            if "sandbox" in said:
                assert "allow-scripts" not in said["sandbox"], address
                continue
            scripts = said.get("script-src", "")
            assert scripts == "" or scripts.startswith("'nonce-"), address
            assert "unsafe" not in answer.headers["Content-Security-Policy"], address
            assert said["form-action"] == "'self'"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_no_page_has_a_script_or_a_style_of_its_own(things, quinn, sign_in):
    browser = sign_in(quinn)
    for address, _missing in addresses(things):
        answer = browser.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html") and "formatted" not in address:
            html = answer.content.decode()
            assert "<style" not in html, address
            assert " style=" not in html, address
            assert " onclick=" not in html, address
            assert html.count("<script") == html.count('src="/static/'), address


def test_pages_of_the_desk_stay_in_no_cache(things, quinns):
    assert "no-store" in quinns.get(f"/tickets/{things.open.ticket.number}/").headers["Cache-Control"]
