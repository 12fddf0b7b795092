"""Takes the pictures in `docs/images` from a fresh demo desk, so that they show what is, and never go stale.

Run it by `bin/screenshots`; names of pictures take only those. What is on each stands in `docs/shots.py`. The demo lives in a
temporary folder, on ports of its own, until the pictures are taken. Its days are told as "3 h ago", so they are the same each time.
"""

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from docs.shots import NARROW, SHOTS, Desk, Shot

IMAGES = Path(__file__).parent / "images"
HTTP, SMTP = "127.0.0.1:8391", "127.0.0.1:2791"
SECONDS = 60
LARGEST = 150_000
ZONE = "Europe/Berlin"
# Chromium's own encoder, without loss at 1: no program or package more is needed for small pictures.
WEBP = """async ([png, quality]) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: picture.width, height: picture.height});
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "transom", "demo", "--data", data, "--http", HTTP, "--smtp", SMTP]
        environment = os.environ | {"TRANSOM_TIME_ZONE": ZONE}
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603, our own command
        try:
            take([shot for shot in SHOTS if not names or shot.name in names], password_said_by(desk))
        finally:
            desk.terminate()
            desk.wait(SECONDS)


def password_said_by(desk: subprocess.Popen) -> str:
    """Read what the demo prints until it has told the password. Raises `RuntimeError` where it ends before."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and (line := desk.stdout.readline()):
        if found := re.search(r"the password is\s+(\S+)", line):
            return found.group(1)
    raise RuntimeError("The demo did not start.")


def take(shots: list[Shot], password: str) -> None:
    chromium = os.environ.get("TRANSOM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        windows = Windows(browser, password)
        paper = browser.new_page()
        for shot in shots:
            size = dict(zip(("width", "height"), shot.size, strict=True))
            looks = {"viewport": size, "color_scheme": shot.scheme, "has_touch": shot.size == NARROW}
            page = windows.of(shot.who, java_script_enabled=shot.scripts, **looks)
            piece = shot.show(Desk(page, windows.of, smtp=SMTP))
            (IMAGES / f"{shot.name}.webp").write_bytes(small(paper, picture(page, piece)))
            windows.close()
        browser.close()


def picture(page: Page, piece: Locator | None) -> bytes:
    """The window as it stands, or a piece of it: nothing moves, no cursor blinks."""
    page.wait_for_timeout(400)
    return (piece or page).screenshot(animations="disabled", caret="hide")


def small(paper: Page, png: bytes) -> bytes:
    """The picture as WebP: without loss where that is small enough."""
    for quality in (1, 0.95, 0.9, 0.8):
        webp = base64.b64decode(paper.evaluate(WEBP, [base64.b64encode(png).decode(), quality]))
        if len(webp) <= LARGEST:
            return webp
    raise RuntimeError("This picture is too large. Take a piece of the window.")


class Windows:
    """Signs each person in once; each picture then has windows of its own."""

    def __init__(self, browser: Browser, password: str):
        self._browser, self._password = browser, password
        self._signed_in: dict[str, dict] = {}
        self._open: list[BrowserContext] = []

    def of(self, who: str, **options) -> Page:
        context = self._browser.new_context(
            base_url=f"http://{HTTP}", timezone_id=ZONE, locale="en-GB", storage_state=self._state(who), **options
        )
        context.set_default_timeout(8000)
        self._open.append(context)
        return context.new_page()

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

    def _state(self, who: str) -> dict:
        if who not in self._signed_in:
            page = self._browser.new_page(base_url=f"http://{HTTP}", timezone_id=ZONE)
            page.goto("/")
            page.get_by_label("Email address").fill(f"{who}@desk.example")
            page.get_by_label("Password", exact=True).fill(self._password)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/queues/**")
            self._signed_in[who] = page.context.storage_state()
            page.context.close()
        return self._signed_in[who]


if __name__ == "__main__":
    main(sys.argv[1:])
