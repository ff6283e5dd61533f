"""Whether the lines of briefings still agree with the facts they are bound to.

Nobody has read a draft or an edition that is not out: what does not agree is mended in it. Of an edition that has been
read the mending must be told, so a correction is asked for, and nothing stops: it may be news of something urgent that
a build has to bring. A draft never stops a build either, since nothing of it is published. An edition counts as read
from the day after it came out: until then a mistake in it stops the build that would publish it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import unescape

from plugins.model.clock import LONDON, start_of
from plugins.model.facts import disagreements
from plugins.model.findings import Finding, error, warning
from plugins.sources.editions import Written
from plugins.sources.facts import Facts
from plugins.sources.markers import LIMIT, Marked
from plugins.sources.prose import EMAIL, TELEPHONE
from plugins.sources.workspace import Workspace

_NOT_OURS = re.compile(rf"https?://\S+|{EMAIL}|{TELEPHONE}")
_NO_MARKER = "Or take the marker away: then nobody checks the line."


def check_facts(written: Iterable[Written], facts: Facts, workspace: Workspace) -> Iterator[Finding]:
    """Yield what does not agree in *written*, and what no fact can be found for."""
    for one in written:
        withdrawn = one.record.withdrawn
        if withdrawn and workspace.clock.has_passed(start_of(withdrawn.on)):
            continue
        check = _Check(one, facts, workspace)
        for mark in one.marks:
            yield from check.line(mark)
        yield from check.corrections()


class _Check:
    """One briefing held against the facts."""

    def __init__(self, one: Written, facts: Facts, workspace: Workspace) -> None:
        self.one, self.facts, self.workspace = one, facts, workspace
        clock, is_public = workspace.clock, one.record.status == "published"
        self.is_read = is_public and clock.has_passed(start_of(one.day + timedelta(days=1)))
        self.stops = is_public and not self.is_read and workspace.publish
        self.corrected = {each.fact for each in one.record.corrections if each.fact}

    def line(self, mark: Marked) -> Iterator[Finding]:
        keys = [key for key in mark.keys if key not in self.corrected and self.facts.judges(key)]
        unknown = [key for key in keys if self.facts.of(key) is None]
        yield from (self._unknown(key, mark) for key in unknown)
        if unknown or len(keys) < len(mark.keys):
            return
        known = [found for key in keys if (found := self.facts.of(key))]
        if wrong := disagreements(plain(mark.text, self.workspace), known):
            told = " ".join(f"{one.key} says now: “{one.sentence}” (see {one.url})" for one in known)
            say = error if self.stops else warning
            yield say(mark.place, f"This line no longer agrees with its source: {', '.join(wrong)}. {told}", self._mend)

    @property
    def _mend(self) -> str:
        if not self.is_read:
            return f"Write what the source says, in your own words. {_NO_MARKER}"
        today = self.workspace.clock.now.astimezone(LONDON).date()
        return (
            "People have read this. Mend the line, and tell them: under `corrections` add `on: "
            f"{today}`, `text` with what was wrong and what is right, and `fact` with the key. That ends this warning."
        )

    def _unknown(self, key: str, mark: Marked) -> Finding:
        if self.is_read and self.facts.may_go(key):
            said = f"The source of this line, {key}, is no longer there."
            return warning(mark.place, said, f"{self._mend} {_NO_MARKER}")
        return error(mark.place, f"There is no fact “{key}”.", f"{self.facts.hint(key)} {_NO_MARKER}")

    def corrections(self) -> Iterator[Finding]:
        marked = {key for mark in self.one.marks for key in mark.keys}
        for number, each in enumerate(self.one.record.corrections):
            key = each.fact
            if key and key not in marked and self.facts.judges(key) and self.facts.of(key) is None:
                said = f"`fact` names “{key}”, and neither a line nor a source has this key."
                yield warning(self.one.place(("corrections", number, "fact")), said, self.facts.hint(key))


def plain(line: str, workspace: Workspace) -> str:
    """Return the words of a line of Markdown as people read them, without what is nobody's fact.

    Addresses, telephone numbers and the limits that the law sets have sources of their own.
    """
    html = workspace.prose.html(LIMIT.exact.sub("", line.strip()))
    return _NOT_OURS.sub("", unescape(re.sub(r"<[^>]*>", "", html)))
