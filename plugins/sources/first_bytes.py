"""What a file is by its first bytes, whatever its name says (the signatures of PDF 32000, Zip, PNG, JPEG and MZ)."""

from pathlib import Path

_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".zip"})
_LOOKED_AT = 1024
_KINDS = (
    (b"%PDF-", "a PDF", frozenset({".pdf"})),
    (b"PK\x03\x04", "a Zip archive, or a file of an office program", _OFFICE),
    (b"PK\x05\x06", "an empty Zip archive", frozenset({".zip"})),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", frozenset({".png"})),
    (b"\xff\xd8\xff", "a JPEG picture", frozenset({".jpg", ".jpeg"})),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old office program", frozenset({".doc", ".xls", ".ppt"})),
    (b"MZ", "a program", frozenset({".exe"})),
    (b"\x7fELF", "a program", frozenset({".bin"})),
)
_ENDINGS = {ending for _start, _kind, endings in _KINDS for ending in endings}


def other_kind(path: Path) -> str:
    """Return what *path* is by its first bytes where its name says otherwise, an empty text where the two agree.

    A name whose ending has no signature (.csv, .txt) agrees with all bytes that are none either. Raises ``OSError``.
    """
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    kind, endings = _kind(head)
    ending = path.suffix.lower()
    if ending in endings or (not kind and ending not in _ENDINGS):
        return ""
    return kind or "nothing that is known"


def _kind(head: bytes) -> tuple[str, frozenset[str]]:
    """Return what begins with *head*, and the endings that say so; a PDF may begin with up to 1,024 other bytes."""
    found = next((one for one in _KINDS if head.startswith(one[0])), None)
    if found is None and b"%PDF-" in head:
        found = _KINDS[0]
    return found[1:] if found else ("", frozenset())
