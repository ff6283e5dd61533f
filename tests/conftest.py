"""Real small sites in a temporary folder, and one browser page for every test that needs one."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins import signals

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
AT = "2026-11-22"

sys.path.insert(0, str(ROOT))

from tests.small import AREA, PAGE  # noqa: E402

Files = Mapping[str, str | bytes | None]


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Signals are global and outlive a build: take away what a test connected."""
    import blinker

    known = [one for one in vars(signals).values() if isinstance(one, blinker.Signal)] + [
        blinker.signal("outputs_rendered")
    ]
    before = {id(one): set(one.receivers) for one in known}
    yield
    for one in known:
        for key in set(one.receivers) - before[id(one)]:
            receiver = one.receivers[key]
            one.disconnect(receiver() if isinstance(receiver, __import__("weakref").ref) else receiver)


def write(folder: Path, files: Files) -> None:
    """Write *files* below *folder*; None removes one."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def run(
    content: Path,
    output: Path,
    *,
    at: str | None = AT,
    publish: bool = False,
    state: Path | None = None,
    caches: Path | None = None,
    drafts: bool = False,
) -> Any:
    """Build *content* into *output* in this process and return the settings. Raises ``ContentError``.

    *state* is for records of outputs; *caches* for what is kept of texts, templates and styles.
    """
    import pelican
    from pelican.settings import read_settings

    conf = ROOT / ("publishconf.py" if publish else "pelicanconf.py")
    settings = read_settings(str(conf), override={"PATH": str(content), "OUTPUT_PATH": str(output)})
    settings["SITE"] = {**settings["SITE"], "at": at, "drafts": drafts, **({"state": caches} if caches else {})}
    settings["INCREMENTAL"] = {"state": state or output.parent / "state"}
    pelican.console.quiet = True
    pelican.Pelican(settings).run()
    return settings


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """Files in (on top of the smallest area), a real build, the output folder back."""

    def built(files: Files | None = None, **options: Any) -> Path:
        content = tmp_path / "content"
        if not content.exists():
            write(content, {"area.toml": AREA, "pages/help.md": PAGE})
        write(content, files or {})
        run(content, tmp_path / "output", **options)
        return tmp_path / "output"

    return built


@pytest.fixture
def refused(build: Callable[..., Path]) -> Callable[..., list[Any]]:
    """Files in, a build that must stop, its findings back."""
    from plugins.model.findings import ContentError

    def findings(files: Files, **options: Any) -> list[Any]:
        with pytest.raises(ContentError) as stopped:
            build(files, **options)
        return list(stopped.value.findings)

    return findings


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder* by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once: the output folder."""
    output = tmp_path_factory.mktemp("demonstration") / "output"
    run(ROOT / "content", output)
    return output


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A folder in, the address of a server of it on the loopback address back."""
    from plugins.delivery.preview import server

    servers = []

    def address(folder: Path) -> str:
        one = server(folder, 0)
        servers.append(one)
        threading.Thread(target=one.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{one.server_port}"

    yield address
    for one in servers:
        one.shutdown()


@pytest.fixture(scope="session")
def page() -> Iterator[Any]:
    """The one browser page that all tests share (a new context for each would take four times as long)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--disable-quic", "--disable-background-networking"]
        )
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="session")
def axe() -> Any:
    """The axe of package.json, newer than the one its Python package carries."""
    from axe_playwright_python.sync_playwright import Axe

    return Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js")


def chromium() -> str:
    """Return the path of Debian's Chromium."""
    import shutil

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is not installed: run `make test`, which installs it or says how"
    return found


def invoke(*words: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run one of our commands as a person would."""
    command = [sys.executable, "-m", "invoke", *words]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=120
    )


def data(name: str) -> Any:
    """Return a JSON file of real data, or skip the test and say so."""
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"there is no {name} beside this checkout")
    return json.loads(path.read_text("utf-8"))
