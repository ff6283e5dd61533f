"""The plan, pulled: from a file, a synced folder or an address."""

import asyncio
import io
import json
import os
import shutil
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from plugins.model.findings import ContentError
from plugins.sources.tracker.locating import public_name
from tests.office import (
    HEADINGS,
    ROWS,
    SHEET,
    a_server,  # noqa: F401  # a fixture
    an_office,  # noqa: F401  # a fixture
    as_csv,
    changed,
    renumber,
)

# ---- Where the tracker is --------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_refused(office):
    assert office.refuse(source="../office/gone.xlsx") == ["gone.xlsx: There is no such file."]


def test_a_file_that_may_not_be_read_is_refused(office, monkeypatch):
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "tracker.xlsx":
            raise PermissionError
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", locked)
        with pytest.raises(ContentError, match="The file cannot be read"):
            office.pull()


@pytest.mark.parametrize(
    "source", ["tracker.xlsx", "documents", "../content/plan/../tracker.xlsx", "../office/link.xlsx"]
)
def test_a_raw_tracker_inside_the_content_folder_is_refused(office, source):
    """Git keeps everything for ever, and content/ is what is published."""
    (office.content / "documents").mkdir()
    for place in ("tracker.xlsx", "documents/tracker.xlsx"):
        shutil.copy(office.path("tracker.xlsx"), office.content / place)
    os.symlink(office.content / "tracker.xlsx", office.path("link.xlsx"))
    (said,) = office.refuse(source=source)

    assert said.endswith(
        ": The tracker lies inside the content folder, and all that lies there becomes public for ever."
    )


def test_a_whole_path_is_taken_as_it_is(office):
    assert office.pull("2026-11-04T12:00", source=str(office.path("tracker.xlsx"))).unchanged


def test_of_a_synced_folder_the_newest_tracker_is_taken(office):
    office.file("old.csv", as_csv([HEADINGS, *changed(ROWS, 0, "Action", "Open an old helpline")]))
    office.file(
        "new.json", json.dumps([{**dict(zip(HEADINGS, row, strict=True)), "Action": f"{row[2]}, new"} for row in ROWS])
    )
    for name, age in (("old.csv", 300), ("tracker.xlsx", 200), ("new.json", 100)):
        os.utime(office.path(name), (1_800_000_000 - age,) * 2)
    for name in ("~$tracker.xlsx", ".hidden.csv", "notes.docx"):
        office.path(name).write_bytes(b"x")

    assert office.pull(source="../office").snapshot.actions[0].text == "Open a helpline, new"


def test_a_folder_without_a_tracker_is_refused(office):
    office.path("empty").mkdir()

    assert office.refuse(source="../office/empty") == ["empty: The folder has no .xlsx, .csv or .json file in it."]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tracker.xlsx", b"", "It is empty."),
        ("tracker.csv", b" \n\n", "It is empty."),
        (
            "tracker.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
            "This is an old Excel file (.xls), or one with a password.",
        ),
        ("tracker.csv", b"%PDF-1.7\n", "This is a PDF instead of a spreadsheet."),
        ("tracker.xlsx", b"Ref,Theme\n", "It is named .xlsx, but it is not an Excel workbook."),
        ("tracker.csv", b"PK\x03\x04rest", "It is named .csv, but it is an Excel workbook or another packed file."),
        (
            "tracker.xlsx",
            b"<!DOCTYPE html><html><body>Hello</body></html>",
            "This is a web page instead of a spreadsheet.",
        ),
        (
            "tracker.xlsx",
            b"PK\x03\x04rest",
            "This is not a whole Excel workbook: it is broken off, or something else under that name.",
        ),
    ],
)
def test_a_file_that_is_not_what_it_claims_to_be_is_refused_and_said(office, name, data, said):
    office.file(name, data)

    assert office.refuse() == [f"{name}: {said}"]


def test_a_packed_file_that_is_no_workbook_is_refused(office):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as one:
        one.writestr("word/document.xml", "<x/>")
    office.file("tracker.xlsx", packed.getvalue())

    assert office.refuse()[0].startswith("tracker.xlsx: This is not a whole Excel workbook")


def test_a_file_that_is_too_large_or_unpacks_to_too_much_is_refused(office):
    assert office.refuse(max_megabytes=0.001) == ["tracker.xlsx: It is larger than 0.001 MB, the most that is read."]

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", 8) as one:
        one.writestr("xl/workbook.xml", b"0" * 3_000_000)
    office.file("tracker.xlsx", packed.getvalue())
    assert office.refuse(max_megabytes=0.1) == ["tracker.xlsx: The workbook is far larger inside than it looks."]


@pytest.mark.parametrize(
    "source", ["ftp://zeb:Zqword@x.example/t.csv", "file:///office/t.csv", "SFTP://x.example/t.csv"]
)
def test_an_address_of_another_kind_is_refused_without_repeating_it(office, source):
    assert office.refuse(source=source) == [
        "area.toml, key tracker.source: Only addresses that begin with https:// or http:// are known, and files."
    ]
    assert "Zqword" not in "".join(office.heard)


def test_a_home_folder_that_nobody_has_is_refused(office):
    assert office.refuse(source="~nouser/x.csv") == [
        "x.csv: The home folder that its path begins with, ~, is not known."
    ]


def test_a_path_that_no_disk_can_hold_is_refused(office):
    name = f"{'x' * 270}.csv"

    assert office.refuse(source=f"../office/{name}") == [f"{name}: The file cannot be read."]


# ---- An address: a real server on the loopback address ---------------------------------------------------------------


SIGN_IN = b"""<!DOCTYPE html><html><head><title>Sign in to your account</title></head>
<body><form><input type="email"><input type=password></form></body></html>"""


def test_a_tracker_is_read_from_an_address_whatever_its_path_says(office, server):
    data = office.path("tracker.xlsx").read_bytes()
    named = server.gives("/download", data, Content_Disposition='attachment; filename="Tracker (v4).xlsx"')
    typed = server.gives("/typed", data, Content_Type=SHEET)
    plain = server.gives("/plain", as_csv([HEADINGS, *ROWS]).encode(), Content_Type="text/csv; charset=utf-8")
    bare = server.gives("/bare", json.dumps([dict(zip(HEADINGS, row, strict=True)) for row in ROWS]).encode())

    for address in (named, typed, plain, bare):
        assert office.pull("2026-11-04T12:00", source=address).unchanged
    assert office.heard[-2:] == [f"Fetching {bare}…", "Reading 3 rows…"]


def test_nothing_new_renews_the_moment_of_receipt_and_writes_nothing_else(office, server):
    def answer(request: BaseHTTPRequestHandler) -> None:
        fresh = request.headers.get("If-None-Match") != '"4"'
        data = office.path("tracker.xlsx").read_bytes() if fresh else b""
        request.send_response(200 if fresh else 304)
        for name, value in (("ETag", '"4"'), ("Last-Modified", "Wed, 04 Nov 2026 09:00:00 GMT")):
            request.send_header(name, value)
        if fresh:
            request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    office.tracker["source"] = server.does("/tracker.xlsx", answer)
    office.accept("2026-11-05T08:00")
    before = office.tree()
    proposal = office.accept("2026-11-05T09:00")
    after = office.tree()

    assert server.asked[1][1]["if-none-match"] == '"4"'
    assert server.asked[1][1]["if-modified-since"] == "Wed, 04 Nov 2026 09:00:00 GMT"
    assert (proposal.unchanged, proposal.rows_read, proposal.sentences) == (True, 3, ())
    assert {name for name in after if after[name] != before[name]} == {"content/plan/received.json"}
    assert office.pull("2027-04-01T12:00").sentences[0].startswith("Action 1.2 is now late")


def test_nothing_new_is_not_asked_for_when_anything_else_has_changed(office, server):
    office.tracker["source"] = server.gives("/t.xlsx", office.path("tracker.xlsx").read_bytes(), ETag='"4"')
    office.accept()
    renumber(office, {"1.1": ("1.1", ["0.9"])})
    office.accept()
    office.pull()
    office.pull(max_lost=0.2)

    assert ["if-none-match" in headers for _, headers in server.asked] == [False, False, True, False]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "The address asks who we are (401)."),
        (403, "The address does not let us in (403)."),
        (404, "There is nothing at this address (404)."),
        (410, "The tracker was taken away from this address (410)."),
        (418, "The address answered 418 instead of giving the tracker."),
        (500, "The address answered that something is wrong on its side (500)."),
        (503, "The address answered that something is wrong on its side (503)."),
    ],
)
def test_an_answer_that_is_no_tracker_is_refused(office, server, status, said):
    address = server.gives("/tracker.xlsx", b"Zqsecret", status)

    assert office.refuse(source=f"{address}?sig=Zqsecret") == [f"{address}: {said}"]


@pytest.mark.parametrize("status", [401, 200])
def test_a_sign_in_page_instead_of_a_spreadsheet_is_refused_and_said(office, server, status):
    address = server.gives("/tracker.xlsx", SIGN_IN, status, Content_Type="text/html")
    said = "The address asks who we are (401)." if status == 401 else "This is a sign-in page instead of a spreadsheet."

    assert office.refuse(source=address) == [f"{address}: {said}"]


@pytest.mark.parametrize("kind", ["text/html", SHEET])
def test_html_named_xlsx_is_refused_and_said(office, server, kind):
    page = (
        b"\xef\xbb\xbf \n<!-- made by a portal --><html><table><tr><td>We design in the open</td></tr></table></html>"
    )
    address = server.gives("/tracker.xlsx", page, Content_Type=kind)

    assert office.refuse(source=address) == [f"{address}: This is a web page instead of a spreadsheet."]


def test_a_sign_in_page_at_the_end_of_a_redirect_is_said(office, server):
    server.gives("/login", b"<html><body>Please log in with your council account</body></html>")
    address = server.gives("/tracker.csv", status=302, Location="/login")

    assert office.refuse(source=address) == [f"{address}: This is a sign-in page instead of a spreadsheet."]


def test_a_workbook_that_was_cut_off_is_refused(office, server):
    whole = office.path("tracker.xlsx").read_bytes()
    cut = server.gives("/cut.xlsx", whole[: len(whole) // 2])
    broken = server.gives("/broken.xlsx", whole[: len(whole) // 2], Content_Length=str(len(whole)))

    assert office.refuse(source=cut)[0].startswith(f"{cut}: This is not a whole Excel workbook")
    assert office.refuse(source=broken) == [f"{broken}: The connection broke off before the whole tracker had come."]


def test_a_tracker_that_is_too_large_is_refused_whether_its_length_is_promised_or_not(office, server):
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(4000):
            request.wfile.write(b"x" * 1000)

    promised = server.gives("/promised.csv", b"x", Content_Length="3000000")
    for address in (promised, server.does("/endless.csv", endless)):
        assert office.refuse(source=address, max_megabytes=2) == [
            f"{address}: It is larger than 2 MB, the most that is read."
        ]


@pytest.mark.parametrize("where", ["before", "within the headers", "within the body"])
def test_a_slow_address_is_refused_when_its_time_is_over(office, server, where):
    """The limit is for the whole answer: one byte now and then does not stretch it."""

    def slow(request: BaseHTTPRequestHandler) -> None:
        if where == "before":
            time.sleep(3)
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"" if where == "within the headers" else b"\r\n"))
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    address = server.does("/tracker.csv", slow)
    began = time.monotonic()

    assert office.refuse(source=address, timeout=0.4) == [f"{address}: No whole answer came within 0.4 seconds."]
    assert time.monotonic() - began < 2.5


def test_an_address_that_cannot_be_reached_is_refused(office, server):
    assert office.refuse(source="http://127.0.0.1:9/tracker.xlsx") == [
        "http://127.0.0.1:9/tracker.xlsx: The address cannot be reached."
    ]


def test_redirects_are_followed_five_times_and_no_more(office, server):
    data = office.path("tracker.xlsx").read_bytes()
    server.gives("/5", data, Content_Type=SHEET)
    for number in range(5):
        server.gives(f"/{number}", status=302, Location=f"/{number + 1}")
    address = server.gives("/start", status=307, Location="/0")

    assert office.pull("2026-11-04T12:00", source=f"{server.address}/0").unchanged
    assert office.refuse(source=address) == [f"{address}: The address leads on more than 5 times."]


def test_the_token_goes_to_the_trackers_own_host_only_and_is_never_printed(office, server, monkeypatch, capfd):
    monkeypatch.setenv("TRACKER_TOKEN", "Bearer Zqtoken")
    other = server.address.replace("127.0.0.1", "localhost")
    server.gives("/file.xlsx", office.path("tracker.xlsx").read_bytes())
    server.gives("/away", status=302, Location=f"{other}/file.xlsx")
    address = server.gives("/tracker", status=302, Location="/away")
    settings = {"token_env": "TRACKER_TOKEN", "token_header": "X-Api-Key", "source": f"{address}?key=Zqtoken"}
    proposal = office.pull("2026-11-04T12:00", **settings)

    assert proposal.unchanged
    assert [headers.get("x-api-key") for _, headers in server.asked] == ["Bearer Zqtoken", "Bearer Zqtoken", None]
    proposal.accept()
    server.gives("/tracker", b"", 403)
    with pytest.raises(ContentError) as refused:
        office.pull(**settings)
    printed = "".join(capfd.readouterr()) + str(refused.value) + "".join(office.heard)
    assert "Zqtoken" not in printed
    assert not [name for name, data in office.tree().items() if b"Zqtoken" in data]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (None, "is not set"),
        (" ", "is not set"),
        ("Zq\ntoken", "has signs in it that cannot be sent"),
        ("Zqtökén", "has signs in it that cannot be sent"),
    ],
)
def test_a_token_that_is_missing_or_cannot_be_sent_is_refused_before_anything_is_asked(
    office, server, monkeypatch, token, said
):
    monkeypatch.delenv("TRACKER_TOKEN", raising=False)
    if token:
        monkeypatch.setenv("TRACKER_TOKEN", token)

    assert office.refuse(source=server.gives("/t.csv"), token_env="TRACKER_TOKEN") == [
        f"area.toml, key tracker.token_env: The variable TRACKER_TOKEN {said}."
    ]
    assert server.asked == []


def test_nothing_new_without_having_been_asked_is_refused(office, server):
    address = server.gives("/tracker.xlsx", status=304)

    assert office.refuse(source=address) == [f"{address}: The address answered 304 instead of giving the tracker."]


def test_an_address_is_pulled_from_while_an_event_loop_is_running(office, server):
    """A browser that drives other tests keeps one running in the same thread."""
    address = server.gives("/tracker.xlsx", office.path("tracker.xlsx").read_bytes())

    async def within() -> Any:
        return office.pull("2026-11-04T12:00", source=address)

    # In a thread of its own: in this one the browser's loop may be running already.
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lambda: asyncio.run(within())).result().unchanged


@pytest.mark.parametrize(
    "address", ["https://zeb:Zqword@x.example/a/b.xlsx?sig=Zqsign#Zq", "https://x.example/a/b.xlsx"]
)
def test_the_name_of_an_address_has_no_secret_in_it(address):
    assert public_name(address) == "https://x.example/a/b.xlsx"


@pytest.mark.parametrize("source", ["http://[broken/t.xlsx", "https://", "http://exa mple.example/"])
def test_an_address_that_is_none_is_refused_in_words(office, source):
    (said,) = office.refuse(source=source, timeout=3)

    assert "Traceback" not in said
