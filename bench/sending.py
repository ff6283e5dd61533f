"""Sending 10,000 letters with the ledger on, to a stand-in for a mail server (``bench/sink.py``, its own process)."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.demonstration import timed

PEOPLE, LEAST, MOST = 10_000, 300, 150
NAME = "2026-11-20-briefing-14"
ID = "73241fd2-2fea-4344-8635-4011ae20eb0a"
STOP = "https://lists.example/stop"
# As large as an edition of the demonstration.
PARAGRAPH = "<p style='margin:0 0 20px;font-size:18px'>Twelve of the 44 actions in our plan are done.</p>\n"
HTML = f"<html lang=en><body><h1>Briefing 14</h1>{PARAGRAPH * 300}<a href='{STOP}'>Stop</a></body></html>\n"
TEXT = "Twelve of the 44 actions in our plan are done.\n\n" * 150 + f"Stop: {STOP}\n"
PAGE = "<html><body><main>Twelve are done.</main></body></html>"
BRIEFING = (
    "---\ntitle: Briefing 14\nid: {}\nstatus: published\ndate: 2026-11-20\nnumber: 14\nsummary: Done.\n---\nDone.\n"
)


def measure(root: Path) -> str:
    """Return a table: letters a second and memory of the whole command, with its start."""
    with tempfile.TemporaryDirectory() as folder, _page(Path(folder)) as page, _sink(root) as (port, taken):
        _lay_out(Path(folder), page)
        os.environ["OPEN_LOCAL_OFFER_MAIL"] = f"{folder}/mail"
        said = [sys.executable, "-m", "invoke", "email.send", NAME, "--via", f"smtp://127.0.0.1:{port}"]
        said += ["--content", f"{folder}/content", "--site", f"{folder}/site", "--ledger", f"{folder}/kept/ledger"]
        timed([*said, "--test", "officer@example.org"], root)
        run = timed([*said, "--to", f"{folder}/people.csv", "--go", "--confirm", "14", "--per-second", "1e4"], root)
        count = taken() - 1
    if count != PEOPLE:
        raise SystemExit(f"{count} of {PEOPLE} letters arrived.")
    size = len(HTML.encode()) + len(TEXT.encode())
    return "\n".join(
        [
            f"Sending {PEOPLE:,} letters of {size / 1000:.0f} KB, the ledger on, {os.cpu_count()} cores.",
            f"{'':24}{'reached':>9}{'goal':>9}",
            f"{'letters a second':24}{PEOPLE / run.seconds:9.0f}{LEAST:>9}",
            f"{'memory, MB (at most)':24}{run.megabytes:9.0f}{MOST:>9}",
            f"{'seconds in all':24}{run.seconds:9.1f}",
            f"{'CPU seconds':24}{run.processor:9.1f}",
        ]
    )


@contextmanager
def _page(folder: Path) -> Iterator[str]:
    """Serve the built site, so that the page is live; yield its address."""
    from plugins.delivery.preview import server

    web = server(folder / "site", 0)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}/briefings/14/"
    web.shutdown()


@contextmanager
def _sink(root: Path):  # noqa: ANN202  # a port, and a function that ends it and counts
    command = [sys.executable, "-m", "bench.sink"]
    process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    port = int(process.stdout.readline())
    try:
        yield port, lambda: int(process.communicate("")[0])
    finally:
        process.kill()
        process.wait()


def _lay_out(folder: Path, page: str) -> None:
    from plugins.model.mailing import Mailing, PreparedEdition, content_digest

    sender = "briefing@brackenshire.example"
    mailing = Mailing(
        from_name="Brackenshire",
        from_address=sender,
        reply_to=sender,
        list_id="a.b",
        unsubscribe=STOP,
        why="You asked.",
    )
    edition = PreparedEdition(
        edition=NAME,
        id=ID,
        number=14,
        language="en-GB",
        title="Briefing 14",
        subject="SEND briefing 14",
        preheader="Twelve are done.",
        page=page,
        archive=page,
        published=datetime(2026, 11, 20, 9, tzinfo=UTC),
        mailing=mailing,
        content=content_digest("SEND briefing 14", HTML, TEXT),
    )
    rows = [f"person{one}@example.org,2025-03-01,page,{STOP}?who={one}" for one in range(PEOPLE)]
    for name, words in {
        f"mail/{NAME}/edition.json": edition.model_dump_json(),
        f"mail/{NAME}/body.html": HTML,
        f"mail/{NAME}/body.txt": TEXT,
        f"content/briefings/{NAME}.md": BRIEFING.format(ID),
        "site/briefings/14/index.html": PAGE,
        "people.csv": "\n".join(["email,consented,source,unsubscribe", *rows]) + "\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(words.encode())


if __name__ == "__main__":
    print(measure(Path(__file__).resolve().parents[1]))
