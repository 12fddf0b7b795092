"""Strings that strangers have used against pages, ours; the desk's own small set, for machines without the large one."""

import json
from pathlib import Path

OURS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "' autofocus onfocus=alert(1) x='",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>here</a>",
    "[here](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "[![x](https://evil.example/x.png)](https://evil.example/)",
    "<form action=https://evil.example/><button autofocus>Send</button></form>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<div hx-get='/queues/open/' hx-trigger=load hx-on:load='alert(1)'>x</div>",
    "<div data-command='x' data-key='j' onclick=alert(1)>x</div>",
    "{{ 7 * 7 }}{% debug %}${alert(1)}",
    "{{contact.name}}{{ticket.subject}}",
    "<template><script>alert(1)</script></template>",
    "<object data=https://evil.example/x></object><embed src=https://evil.example/x>",
    "<style>@import 'https://evil.example/x.css'; * { background: url(https://evil.example/y) }</style>",
    "\u202egnp.exe\u202c <b>bold</b> &lt;script&gt;alert(1)&lt;/script&gt;",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>x</details>",
    "@Sue <img src=x onerror=alert(1)> @[x](javascript:alert(1))",
)
THEIRS = Path(__file__).parents[3] / "shared" / "realdata" / "security" / "dompurify_expect.json"


def of_strangers() -> list[str]:
    """The payloads of the large set. Raises `FileNotFoundError` where it is absent."""
    return [case["payload"] for case in json.loads(THEIRS.read_text(encoding="utf-8"))]
