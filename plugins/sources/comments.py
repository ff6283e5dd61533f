"""What families said and what came of it: ``content/comments/<slug>.md``, one file a comment."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.model.clock import start_of
from plugins.model.comments import Comment, year_of
from plugins.model.findings import Finding, Place, error, warning
from plugins.model.measures import Protection
from plugins.sources.front_matter import Document, read_document
from plugins.sources.offer import unknown_limits
from plugins.sources.records import read_record
from plugins.sources.registers import propose_registers
from plugins.sources.safe_words import read_protection, unsafe
from plugins.sources.tracker.people import Names
from plugins.sources.tracker.personal import Personal, personal_data
from plugins.sources.workspace import Claim, Workspace

__all__ = ["Said", "comment_urls", "propose_registers", "read_comments", "year_url"]

FOLDER, HOME = "comments", "/you-said-we-did/"
TO_A_PAGE = 30
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")
_LATER = {"response": "responded", "result": "result_on"}


@dataclass(frozen=True, slots=True)
class Said:
    """A comment that may be shown now, without what has not happened yet. ``draft`` is only shown in a preview."""

    slug: str
    comment: Comment
    theme_place: Place
    action_place: Place
    draft: bool = False


def read_comments(workspace: Workspace) -> tuple[tuple[Said, ...], list[Finding]]:
    """Return the comments that may be shown, latest first, and what is wrong with the files.

    A comment that two people have not checked is not shown, and a warning says so. One in which somebody is named, or
    a group is counted that is too small, is an error.
    """
    folder = workspace.content / FOLDER
    rule, personal = read_protection(workspace.content), personal_data(workspace.area, Names())
    found: list[Said] = []
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*.md")):
        one, wrong = _read(path, workspace, personal, rule)
        findings += wrong
        found += [one] if one else []
    found.sort(key=lambda one: one.slug)
    found.sort(key=lambda one: one.comment.received.last, reverse=True)
    return tuple(found), findings


def comment_urls(said: Iterable[Said], starts: tuple[int, int]) -> dict[str, str]:
    """Return where each comment stands for good, by its slug: its place on a page of the year in which it came in.

    *said* are latest first; *starts* is the month and day on which the area's year of comments begins.
    """
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for one in said:
        year = year_of(one.comment.received.last, starts).name
        found[one.slug] = f"{year_url(year, seen[year] // TO_A_PAGE)}#{one.slug}"
        seen[year] += 1
    return found


def year_url(name: str, page: int = 0) -> str:
    """Return the address of a year's page; a long year has more than one."""
    slug = name.replace("/", "-")
    return f"{HOME}{slug}/{f'page-{page + 1}/' if page else ''}"


def _read(path: Path, workspace: Workspace, personal: Personal, rule: Protection) -> tuple[Said | None, list[Finding]]:
    document, findings = read_document(path, path.relative_to(workspace.content).as_posix())
    if document is None:
        return None, findings
    comment, wrong = read_record(Comment, document.data, document.place, "comment")
    findings = [*findings, *wrong, *_shape(document, path)]
    if comment is None:
        return None, findings
    workspace.claims.append(Claim(document.place(("id",)), comment.id, (f"{HOME}#{path.stem}",)))
    findings += _unsafe(comment, document, personal, rule)
    for key, text in comment.texts().items():
        findings += unknown_limits(text, document.place((key,)).line, document.file, workspace.offer)
    findings += _unpublished(comment, document, workspace)
    if not _may_be_shown(comment, workspace):
        return None, findings
    known = _as_known(comment, workspace)
    draft = comment.status == "draft"
    return Said(path.stem, known, document.place(("theme",)), document.place(("action",)), draft), findings


def _shape(document: Document, path: Path) -> Iterator[Finding]:
    if document.body.strip():
        mend = "Put the words in `comment`, `response` or `result`."
        yield error(Place(document.file, document.body_line), "A comment has no text below its keys.", mend)
    if not _NAME.fullmatch(path.name):
        mend = "Name it with small letters, figures and hyphens, for example nobody-rang-back.md."
        yield error(Place(document.file), "The name of this file cannot stand in an address.", mend)


def _unsafe(comment: Comment, document: Document, personal: Personal, rule: Protection) -> Iterator[Finding]:
    for key, said, mend in unsafe(comment.texts(), personal, rule):
        name, _, number = key.partition(".")
        yield error(document.place((name, int(number)) if number else (name,)), f"`{name}`: {said}", mend)


def _unpublished(comment: Comment, document: Document, workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for what is said to be published and is not shown."""
    if comment.status == "draft":
        return
    if comment.why_not:
        said = f"This comment is not published: {comment.why_not}."
        yield warning(document.place(("checked_by",)), said, "Write the two roles in `checked_by`.")
    for key in ("received", *_LATER.values()):
        day = getattr(comment, key)
        first = day.first if key == "received" and day else day
        if first and not workspace.clock.has_passed(start_of(first)):
            said = f"The day of `{key}` has not come, so what happens then is not shown yet."
            yield warning(document.place((key,)), said, "Correct the date if it is wrong.")


def _may_be_shown(comment: Comment, workspace: Workspace) -> bool:
    if comment.why_not or not workspace.clock.has_passed(start_of(comment.received.first)):
        return False
    return comment.status == "published" or workspace.drafts


def _as_known(comment: Comment, workspace: Workspace) -> Comment:
    """Return the comment without a response or a result whose day has not come."""
    gone: dict[str, None] = {}
    for words, key in _LATER.items():
        day = getattr(comment, key)
        if day and not workspace.clock.has_passed(start_of(day)):
            gone |= {words: None, key: None}
    return comment.model_copy(update=gone)
