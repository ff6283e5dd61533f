"""What was last published of each briefing, on this computer: what changed and is not told of is noticed.

People have a briefing in their mailbox, and the site says which were late. So a correction that is taken away, another
day, other figures without a correction, or a briefing that is gone is a warning at each build until it is mended. The
record lies in the state folder, as that of events: a computer that never published the site before cannot know.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from plugins.model.findings import Finding, Place, warning
from plugins.model.values import Value
from plugins.sources.editions import Written
from plugins.sources.kept import cache_of
from plugins.sources.markers import without_facts
from plugins.sources.whole import write_whole
from plugins.sources.workspace import Workspace

_ADDRESS = re.compile(r"\]\([^)\n]*\)|<[^>\n]*>")
_FIGURE = re.compile(r"\d(?:[\d.,:]*\d)?")


class Published(Value):
    """What was public of a briefing: its file, day, days of corrections, whether it was withdrawn, and its figures."""

    file: str
    day: str
    corrected: tuple[str, ...]
    withdrawn: bool
    figures: tuple[str, ...]


Record = dict[str, Published]
_RECORD = TypeAdapter(Record)


def figures(one: Written) -> tuple[str, ...]:
    """Return the figures that people read in a briefing, sorted; those in addresses and markers are none."""
    words = "\n".join((one.record.title, one.record.summary, _ADDRESS.sub("]", without_facts(one.body))))
    return tuple(sorted(_FIGURE.findall(words)))


def compare(workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for each briefing that differs from what was published and does not say so, or that is gone.

    What a publishing build shows is kept once it stands, but not what a warning speaks of.
    """
    path = cache_of(workspace.content, workspace.state / "briefings")
    known = _read(path)
    meant = {one.record.id: one for one in workspace.written if one.record.status == "published"}
    told = {id_: found for id_, one in meant.items() if id_ in known and (found := _unsaid(known[id_], one, path))}
    # Where one cannot be read there is an error, and none is taken to be gone.
    is_whole = len(workspace.written) == len(list((workspace.content / "briefings").rglob("*.md")))
    files = {one.place(()).file for one in meant.values()}
    gone = {id_: _gone(known[id_], path, files) for id_ in known.keys() - meant.keys() if is_whole}
    for _id, found in sorted({**told, **gone}.items()):
        yield found
    if workspace.publish:
        out = {id_: one for id_, one in meant.items() if workspace.clock.has_passed(one.record.date)}
        fresh = {id_: _published(one) for id_, one in out.items()}
        # A build as of an earlier moment forgets nothing that was public.
        if known or fresh:
            kept = {id_: one for id_, one in known.items() if id_ not in fresh or id_ in told}
            workspace.keep.append(partial(_write, path, {**fresh, **kept}))


def _unsaid(before: Published, one: Written, path: Path) -> Finding | None:
    now = _published(one)
    unless = f"If nobody could know of it, delete {path}."
    if now.day != before.day:
        said = f"This briefing came out on {before.day}, and its `date` says {now.day} now."
        return warning(one.place(("date",)), said, f"Put the day back: by it people see which were late. {unless}")
    if before.withdrawn and not now.withdrawn:
        said = "This briefing was withdrawn in public, and it is not any more."
        return warning(
            Place(one.place(()).file), said, f"Put `withdrawn` back, and tell people in the next briefing. {unless}"
        )
    if Counter(before.corrected) - Counter(now.corrected):
        said = "A correction that was public is gone, or has another day."
        mend = f"Put it back under `corrections`: it is how people learn what was wrong. {unless}"
        return warning(one.place(("corrections",)), said, mend)
    if now.figures != before.figures and len(now.corrected) == len(before.corrected) and not now.withdrawn:
        said = "Figures differ from what was published, and no correction says so."
        mend = f"Put them back, or say under `corrections` what was wrong and what is right. {unless}"
        return warning(Place(one.place(()).file), said, mend)
    return None


def _gone(before: Published, path: Path, there: Collection[str]) -> Finding:
    if before.file in there:
        said = "The `id` of this briefing differs from the one that was published: every feed would send it again."
        return warning(Place(before.file), said, f"Put the old `id` back, from git. If nobody has it, delete {path}.")
    mend = f"Put it back, and take it back with `withdrawn`: that says why. If nobody could know of it, delete {path}."
    return warning(Place(before.file), "This briefing was published, and is gone.", mend)


def _published(one: Written) -> Published:
    record = one.record
    corrected = tuple(sorted(str(each.on) for each in record.corrections))
    return Published(
        file=one.place(()).file,
        day=str(one.day),
        corrected=corrected,
        withdrawn=record.withdrawn is not None,
        figures=figures(one),
    )


def _read(path: Path) -> Record:
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}


def _write(path: Path, record: Record) -> None:
    write_whole(path, _RECORD.dump_json(dict(sorted(record.items()))).decode())
