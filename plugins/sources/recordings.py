"""Sound files that people record of an edition: what each is, by its first bytes."""

from pathlib import Path

from plugins.model.editions import Recording
from plugins.model.feed import Enclosure
from plugins.model.findings import Finding, error, nearest
from plugins.sources.editions import Written

TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}
_LOOKED_AT = 12
_FOLDER = "/documents/"
_FORMS = "Save it as MP3, M4A or Ogg, and give it the name that says so: .mp3, .m4a or .ogg."


def read_recording(one: Written, content: Path) -> tuple[Enclosure | None, list[Finding]]:
    """Return the sound file of an edition with its size in bytes and its type, None where it has none that can play."""
    recording = one.record.recording
    if recording is None:
        return None, []
    place = one.place(("recording", "file"))
    if not recording.file.startswith(_FOLDER):
        message = f"The recording {recording.file} is not in documents/."
        return None, [error(place, message, "Put the file in content/documents/, and write /documents/ and its name.")]
    path = content / recording.file.removeprefix("/")
    if not path.is_file():
        return None, [error(place, f"There is no file {recording.file}.", _where(recording, content))]
    with path.open("rb") as file:
        kind = sound(file.read(_LOOKED_AT))
    if kind is None or kind != TYPES.get(path.suffix.lower()):
        known = {value: key for key, value in TYPES.items()}
        what = f"it is {known[kind]}" if kind else "it is no sound that every telephone plays"
        return None, [error(place, f"By the first bytes of {recording.file}, {what}.", _FORMS)]
    return Enclosure(recording.file, path.stat().st_size, kind), []


def sound(head: bytes) -> str | None:
    """Return the media type of a sound file that begins with *head*, None where it is none of the three.

    MP3 begins with an ID3 tag or a frame header: eleven set bits, a version, layer III (ISO/IEC 11172-3, 2.4.2). M4A is
    an ISO base media file (ISO/IEC 14496-12, 4.3), and Ogg has a capture pattern (RFC 3533, section 6).
    """
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    return "audio/ogg" if head.startswith(b"OggS") else None


def _where(recording: Recording, content: Path) -> str:
    sounds = [path for path in (content / "documents").rglob("*") if path.suffix.lower() in TYPES]
    known = [f"/{path.relative_to(content).as_posix()}" for path in sounds]
    return nearest(recording.file, known, "Put the file in content/documents/, or take `recording` away.")
