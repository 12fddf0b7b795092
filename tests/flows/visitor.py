"""Somebody at a browser without JavaScript: pages, forms and cookies, over a real socket."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Visitor:
    def __init__(self, base: str):
        self.base, self.cookies = base, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.page, self.at = "", ""

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.base + path))

    def post(self, path: str, **fields) -> str:
        """Send a form as the last page would have; gives the page that follows."""
        fields["csrfmiddlewaretoken"] = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page).group(1)
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._open(urllib.request.Request(self.base + path, body, {"Referer": self.base + "/"}))

    def value_of(self, name: str) -> str:
        """What a hidden field of the last page holds."""
        return re.search(rf'name="{name}" value="([^"]*)"', self.page).group(1)

    def sign_in(self, email: str, password: str) -> str:
        self.get("/sign-in/")
        return self.post("/sign-in/", login=email, password=password)

    def _open(self, request) -> str:
        with self.opener.open(request, timeout=20) as answer:
            self.page, self.at = answer.read().decode(), answer.url
        return self.page
