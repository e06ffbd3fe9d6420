"""Headless Chromium for tests: a page that may ask the network for nothing and may say nothing in its console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (on Debian: apt install chromium), so no page can be opened."
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def quiet_page(browser: Browser, **options) -> Iterator[Page]:
    """A page; on leaving, any error, console message or request beyond the page's own file fails the test."""
    said: list[str] = []
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    context.route("**/*", lambda route: _only_files(route, said))
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    yield page
    context.close()
    assert not said


def _only_files(route, said: list[str]) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        said.append(f"request: {route.request.url[:80]}")
        route.abort()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line each."""
    violations = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['target']} {node['html'][:120]}" for fault in violations for node in fault["nodes"]]
