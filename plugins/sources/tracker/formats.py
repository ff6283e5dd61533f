"""What a document really is, whatever its name says: read as a spreadsheet, or refused in words."""

import re

from plugins.model.area import Tracker
from plugins.model.findings import Finding
from plugins.sources.tracker.cells import Sheet, refusal
from plugins.sources.tracker.comma import read_comma
from plugins.sources.tracker.locating import Document
from plugins.sources.tracker.objects import read_objects

MARK = b"\xef\xbb\xbf"
ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE | re.DOTALL
)
_SIGN_IN = re.compile(rb"type\s*=\s*[\"']?password|\bsign[ -]?in\b|\blog[ -]?[io]n\b|microsoftonline", re.IGNORECASE)
_SHARE = "Ask for a link that gives the file itself without a sign-in, or set `token_env` under [tracker] in area.toml."
_SAVE = "Open the tracker in Excel, save it as “Excel Workbook (.xlsx)” without a password, and pull again."


def read_sheets(document: Document, settings: Tracker) -> tuple[tuple[Sheet, ...], list[Finding]]:
    """Return the sheets of *document* and what to say of them. Raises ``ContentError`` where it is not a tracker."""
    _refuse_what_is_no_tracker(document)
    if document.data.startswith(ZIP):
        from plugins.sources.tracker.excel import read_excel  # openpyxl is slow to import

        return read_excel(document, settings), []
    looks = ".json" if document.data.removeprefix(MARK).lstrip()[:1] in {b"{", b"["} else ""
    if (document.claim or looks) == ".json":
        return (read_objects(document, settings),), []
    sheet, findings = read_comma(document, settings)
    return (sheet,), findings


def _refuse_what_is_no_tracker(document: Document) -> None:
    data, name = document.data, document.name
    if not data.strip():
        raise refusal(name, "It is empty.", "Look whether the tracker was saved, and pull again.")
    if _PAGE.match(data.removeprefix(MARK)):
        what = "a sign-in page" if _SIGN_IN.search(data) else "a web page"
        raise refusal(name, f"This is {what} instead of a spreadsheet.", _SHARE)
    if data.startswith(OLD_OFFICE):
        raise refusal(name, "This is an old Excel file (.xls), or one with a password.", _SAVE)
    if data.startswith(PDF):
        raise refusal(name, "This is a PDF instead of a spreadsheet.", _SAVE)
    if document.claim == ".xlsx" and not data.startswith(ZIP):
        raise refusal(name, "It is named .xlsx, but it is not an Excel workbook.", _SAVE)
    if document.claim in {".csv", ".json"} and data.startswith(ZIP):
        said = f"It is named {document.claim}, but it is an Excel workbook or another packed file."
        raise refusal(name, said, "Give it its right name, or save it again in the format its name says.")
