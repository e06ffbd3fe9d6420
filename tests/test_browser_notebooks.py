"""Every notebook in JupyterLab as a reader opens it: all cells run, none fails, Persian tables read from the right.

The notebooks run on a copy beside the seeds, so the repository stays as it is.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser import chromium, needs_chromium

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
AT_ONCE = 2  # kernels: as many as the smallest machine has cores
PATIENCE = 600  # seconds for all of them, far beyond what they need
TOKEN = "notebooks"
SETTINGS = {
    # the request for news would open a notice over the page, and a windowed notebook shows only the cells in sight
    "apputils-extension/notification": {"fetchNews": "false"},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
OPEN = "path => window.jupyterapp.commands.execute('docmanager:open', {path}).then(() => true)"
PANEL = "[...window.jupyterapp.shell.widgets('main')].find(one => one.context?.path === path)"
READY = f"""path => {{
    const panel = {PANEL};
    return panel?.context.isReady && panel.sessionContext.session?.kernel?.status === 'idle';
}}"""
# The outputs that a notebook was kept with go first, so that none of them is taken for a new one.
RUN = f"""path => {{
    const panel = {PANEL};
    for (const cell of panel.content.widgets.filter(cell => cell.model.type === 'code')) {{
        cell.model.outputs.clear();
        cell.model.executionCount = null;
    }}
    window.jupyterapp.shell.activateById(panel.id);
    window.jupyterapp.commands.execute('notebook:run-all-cells');
}}"""
# What each code cell has come to: its number (null while it runs) and the errors among its outputs.
CELLS = f"""path => {PANEL}.content.widgets.filter(cell => cell.model.type === 'code').map(cell => ({{
    run: cell.model.executionCount,
    errors: [...Array(cell.model.outputs.length).keys()].map(n => cell.model.outputs.get(n).toJSON())
        .filter(output => output.output_type === 'error').map(output => output.ename + ': ' + output.evalue),
}}))"""
TABLES = f"""path => [...{PANEL}.node.querySelectorAll('.jp-OutputArea-output table')].map(table => ({{
    persian: /[\\u0600-\\u06ff]/.test(table.textContent), direction: getComputedStyle(table).direction}}))"""

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[str]:
    """A JupyterLab server on a copy of the notebooks; its address with the token."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "work" / "notebooks", ignore=shutil.ignore_patterns("kernel-ipc-*"))
    (home / "work" / "seeds").symlink_to(ROOT / "seeds")
    for name, values in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = {**os.environ, **{name: str(home / name.lower()) for name in folders}}
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=",
    ]  # fmt: skip
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=home / "work", env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", server, home / "log")
            yield f"http://127.0.0.1:{port}/lab?token={TOKEN}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def finished(cells: list[dict]) -> bool:
    """Every cell has run, or one has failed, after which no other runs."""
    return all(cell["run"] for cell in cells) or any(cell["errors"] for cell in cells)


def run_all(page: Page) -> None:
    """Run every notebook to its end, a few at a time."""
    waiting, running, until = list(NOTEBOOKS), [], time.monotonic() + PATIENCE
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            path = f"notebooks/{waiting.pop(0)}"
            page.evaluate(OPEN, path)
            page.wait_for_function(READY, arg=path, timeout=60_000)
            page.evaluate(RUN, path)
            running.append(path)
        page.wait_for_timeout(250)
        running = [path for path in running if not finished(page.evaluate(CELLS, path))]
        assert time.monotonic() < until, f"still running: {', '.join(running)}"


@pytest.fixture(scope="module")
def page(lab) -> Iterator[Page]:
    """JupyterLab with every notebook open and run; it may ask no other host for anything."""
    abroad: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.route(lambda url: elsewhere(url, lab), lambda route: refuse(route, abroad))
        page.goto(lab)
        page.wait_for_function("window.jupyterapp?.restored", timeout=60_000)
        run_all(page)
        yield page
    assert not abroad


def elsewhere(url: str, lab: str) -> bool:
    return url.startswith("http") and not url.startswith(lab.partition("/lab")[0])


def refuse(route: Route, abroad: list[str]) -> None:
    abroad.append(route.request.url)
    route.abort()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_without_an_error(page, name):
    cells = page.evaluate(CELLS, f"notebooks/{name}")
    assert cells
    assert [cell["errors"] for cell in cells if cell["errors"]] == []
    assert all(cell["run"] for cell in cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_persian_tables_read_from_the_right(page, name):
    tables = page.evaluate(TABLES, f"notebooks/{name}")
    assert {table["direction"] for table in tables if table["persian"]} <= {"rtl"}


def test_some_tables_were_looked_at(page):
    looked = [table for name in NOTEBOOKS for table in page.evaluate(TABLES, f"notebooks/{name}")]
    assert sum(table["persian"] for table in looked) >= 5
