"""What briefing files say of themselves, drafts and scheduled ones too: numbers, corrections, withdrawals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.model.clock import LONDON
from plugins.model.findings import Finding, Place, error, warning
from plugins.model.kinds import Briefing
from plugins.sources.drafts import SUMMARY, TO_BE_TITLED
from plugins.sources.front_matter import read_document
from plugins.sources.markers import Marked, marked_lines
from plugins.sources.records import read_record

Keys = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The record of a briefing file, where in it each key stands, its lines that are bound to facts, and its text."""

    record: Briefing
    place: Callable[[Keys], Place]
    marks: tuple[Marked, ...] = ()
    body: str = ""

    @property
    def day(self) -> date:
        """The day in London on which the edition appears."""
        return self.record.date.astimezone(LONDON).date()


def check_editions(written: Iterable[Written]) -> Iterator[Finding]:
    """Yield what is wrong with briefings: one beside the other, and each in itself."""
    known = sorted(written, key=lambda one: (one.record.date, one.record.number))
    yield from _same_numbers(known)
    yield from _order([one for one in known if one.record.status == "published"])
    for one in known:
        yield from _corrections(one)
        yield from _withdrawal(one)
        yield from _unwritten(one)


def _same_numbers(known: Iterable[Written]) -> Iterator[Finding]:
    """Two that are or will be public may not share a number; a draft may, while somebody is still writing it."""
    groups: dict[int, list[Written]] = defaultdict(list)
    for one in known:
        groups[one.record.number].append(one)
    for number, group in groups.items():
        group.sort(key=lambda one: one.record.status == "draft")
        for one in group[1:]:
            say = warning if one.record.status == "draft" else error
            message = f"{group[0].place(()).file} is number {number} too."
            yield say(one.place(("number",)), message, "Give one of them another number: people cite briefings by it.")


def _order(public: Iterable[Written]) -> Iterator[Finding]:
    """Numbers go up with the dates; several in one moment may stand in any order."""
    highest: Written | None = None
    for one in public:
        if highest and one.record.number < highest.record.number and one.record.date > highest.record.date:
            message = f"Briefing {one.record.number} is dated after briefing {highest.record.number}."
            yield warning(one.place(("number",)), message, "Look at `number` and `date` of both.")
        if highest is None or one.record.number > highest.record.number:
            highest = one


def _corrections(one: Written) -> Iterator[Finding]:
    withdrawn = one.record.withdrawn
    for number, correction in enumerate(one.record.corrections):
        place = one.place(("corrections", number, "on"))
        if correction.on < one.day:
            message = f"This correction is dated {correction.on}, before the briefing itself ({one.day})."
            yield error(place, message, "Write the day on which people can first read it.")
        elif withdrawn and correction.on > withdrawn.on:
            message = f"This correction is dated after the briefing was withdrawn ({withdrawn.on})."
            yield error(place, message, "Take it away: words that are gone cannot be corrected.")


def _withdrawal(one: Written) -> Iterator[Finding]:
    withdrawn, recording = one.record.withdrawn, one.record.recording
    if withdrawn and withdrawn.on < one.day:
        message = f"The briefing is withdrawn on {withdrawn.on}, before its own day ({one.day})."
        mend = "Write the day on which it was taken back; a briefing that is not out yet gets `status: draft`."
        yield error(one.place(("withdrawn", "on")), message, mend)
    if withdrawn and recording:
        message = f"The recording of a withdrawn briefing can still be heard at {recording.file}."
        mend = f"Take `recording` away here, and the file content{recording.file} too."
        yield error(one.place(("recording",)), message, mend)


def _unwritten(one: Written) -> Iterator[Finding]:
    """Yield an error where words that `invoke new` left for the writer would come out as they are."""
    if one.record.status != "published":
        return
    mend = "Write it, or set `status: draft`."
    if one.record.title.endswith(TO_BE_TITLED):
        yield error(one.place(("title",)), "The title still says “what this one is about”.", mend)
    if one.record.summary == SUMMARY:
        yield error(one.place(("summary",)), "The summary is still the one that `invoke new` wrote.", mend)
    if "-" in one.body.split("\n"):
        yield error(Place(one.place(()).file), "There is a line with only a hyphen: nothing was written there.", mend)


def read_editions(content: Path) -> list[Written]:
    """Return every briefing file of *content* that can be read, in the order of their days: what a draft follows on."""
    found: list[Written] = []
    for path in sorted((content / "briefings").rglob("*.md")):
        document, _findings = read_document(path, path.relative_to(content).as_posix())
        record, _wrong = read_record(Briefing, document.data, document.place, "briefing") if document else (None, [])
        if document and record:
            marks = marked_lines(document.body, document.body_line, document.file)
            found.append(Written(record, document.place, marks, document.body))
    return sorted(found, key=lambda one: (one.record.date, one.record.number))
