"""A mail as it was formatted: harmless, in a sandbox, and silent towards its sender."""

from email.message import EmailMessage

import pytest

from tests.web.test_attachments import PNG
from tests.web.test_policy import policy


@pytest.fixture
def shown(mail, sues):
    """The formatted view of a mail with this HTML: its document and its policy."""

    def show(html, query=""):
        message = mail(html=html).message
        answer = sues.get(f"/messages/{message.pk}/formatted/{query}")
        assert answer.status_code == 200
        return answer.content.decode(), policy(answer)

    return show


def test_the_frame_has_a_policy_of_its_own(shown, mail, sues):
    _document, said = shown("<p>Hello</p>")
    assert said == {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'unsafe-inline'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    }


def test_it_stands_in_a_sandboxed_frame_of_the_ticket(mail, sues):
    row = mail(html="<p>Hello</p>")
    page = sues.get(f"/tickets/{row.ticket.number}/").content.decode()
    assert f'<iframe src="/messages/{row.message.pk}/formatted/"' in page
    assert 'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"' in page
    assert 'loading="lazy"' in page


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<form action='https://evil.example'><input name=password></form>",
        "<iframe src='https://evil.example'></iframe>",
        "<object data='x'></object><embed src='x'>",
        "<base href='https://evil.example/'>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<link rel=stylesheet href='https://evil.example/x.css'>",
        "<style>@import 'https://evil.example/x.css'</style>",
        "<p style='background:url(https://evil.example/x.png)'>x</p>",
        "<p style='background-color:red;color:expression(alert(1))'>x</p>",
        "<p style='color:red;background-image:u\\72l(https://evil.example/x)'>x</p>",
        "<table background='https://evil.example/x.png'><tr><td>x</table>",
        "<video src='https://evil.example/x' autoplay></video>",
        "<img srcset='https://evil.example/x.png 2x' src='https://evil.example/y.png'>",
        "<input type=image src='https://evil.example/x'>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<p style='position:fixed;inset:0'>x</p>",
    ],
)
def test_what_runs_loads_or_sends_is_gone(shown, evil):
    body = shown(f"<p>Before</p>{evil}")[0].partition("<body>")[2]
    assert "Before" in body
    for word in ("script", "evil.example", "onerror", "onload", "expression", "<form", "<input", "fixed", "javascript"):
        assert word not in body.replace("Images from elsewhere", "")


def test_images_from_elsewhere_wait_for_a_click(shown):
    html = "<img src='https://pixel.example/x.png' alt='x'><img src='http://pixel.example/y.png'><img src='/sign-out/'>"
    document, _policy = shown(html)
    assert "pixel.example" not in document
    assert '<a href="?images=1" target="_self">Show images from elsewhere</a>' in document
    document, said = shown(html, "?images=1")
    assert 'src="https://pixel.example/x.png"' in document
    assert said["img-src"] == "'self' https:"
    assert "/sign-out/" not in document
    assert "Show images" not in document


def test_links_lead_out_of_the_frame_and_say_nothing(shown):
    document, _policy = shown(
        "<a href='https://acme.example/' target='_top' rel='opener'>x</a><a href='/tickets/1/'>y</a>"
    )
    assert 'target="_blank"' in document
    assert 'rel="noopener noreferrer nofollow"' in document
    assert "_top" not in document
    assert "/tickets/1/" not in document


def test_pictures_of_the_mail_itself_are_shown(mail, sues):
    raw = EmailMessage()
    raw["From"], raw["To"], raw["Subject"], raw["Message-ID"] = (
        "Ann <ann@acme.example>",
        "support@desk.example",
        "x",
        "<p@acme.example>",
    )
    raw.set_content("See the picture.")
    raw.add_alternative('<p>See</p><img src="cid:shot@acme"><img src="cid:none@acme">', subtype="html")
    raw.get_payload()[1].add_related(PNG, maintype="image", subtype="png", cid="<shot@acme>")
    message = mail(raw=raw.as_bytes()).message
    picture = f"/attachments/{message.attachments.get().pk}/picture"
    document = sues.get(f"/messages/{message.pk}/formatted/").content.decode()
    assert f'src="{picture}"' in document
    assert "cid:" not in document
    assert sues.get(picture).headers["Content-Type"] == "image/png"


def test_a_message_without_formatting_has_no_such_page(ticket, sues):
    assert sues.get(f"/messages/{ticket.messages.get().pk}/formatted/").status_code == 404


FONTS = "".join(f"<p><font color=#{number:06x}>" for number in range(900))


@pytest.mark.parametrize("html", ["<div>" * 50_000, "<b>" * 50_000 + "x", "x" * 3_000_000, FONTS])
def test_what_would_keep_people_waiting_is_not_shown(shown, html):
    document, _policy = shown(html)
    assert "too tangled" in document


@pytest.mark.parametrize("html", ["<img " * 50_000, "<p>x" * 3_000, "<p style='" + "color:red;" * 50_000 + "'>x"])
def test_what_is_merely_ugly_is_shown(shown, html):
    assert "too tangled" not in shown(html)[0]
