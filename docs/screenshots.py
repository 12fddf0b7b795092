"""Takes the pictures in `docs/images` from a fresh demo desk, so that they show what is, and never go stale.

Run it by `bin/screenshots`. The demo lives in a temporary folder, on ports of its own, until the pictures are taken.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
HTTP, SMTP = "127.0.0.1:8391", "127.0.0.1:2791"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SECONDS = 60
TICKET = "Export stops"
SHOTS = (("ticket-light", "light", WIDE), ("ticket-dark", "dark", WIDE), ("ticket-narrow", "light", NARROW))


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "transom", "demo", "--data", data, "--http", HTTP, "--smtp", SMTP]
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603, our own command
        try:
            take(password_said_by(desk))
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


def take(password: str) -> None:
    chromium = os.environ.get("TRANSOM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        for name, scheme, size in SHOTS:
            page = browser.new_page(base_url=f"http://{HTTP}", color_scheme=scheme, viewport=size)
            page.goto("/queues/open/")
            page.get_by_label("Email address").fill("sue@desk.example")
            page.get_by_label("Password", exact=True).fill(password)
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("link", name=TICKET).first.click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
