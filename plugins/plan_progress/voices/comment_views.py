"""The views of comments: what was said, what was answered and done, and how long an answer has been missing."""

from collections.abc import Sequence

from plugins.model.comments import Comment, answer_by
from plugins.model.views import View, day
from plugins.plan_progress.voices.book import Book
from plugins.sources.comments import Said


def groups(said: Sequence[Said], book: Book) -> list[View]:
    """Return comments by what they are about; the group with the latest comment stands first."""
    found: dict[str, list[Said]] = {}
    for one in said:
        # One service written in two ways is one group.
        found.setdefault(" ".join(_about(one.comment, book).casefold().split()), []).append(one)
    return [_group(number, members, book) for number, members in enumerate(found.values(), start=1)]


def _group(number: int, said: Sequence[Said], book: Book) -> View:
    theme = book.themes.get(said[0].comment.theme or "")
    return {
        "id": f"about-{number}",
        "title": _about(said[0].comment, book),
        "theme": f"/plan/{theme.slug}/" if theme else None,
        "comments": [comment_view(one, book) for one in said],
    }


def _about(comment: Comment, book: Book) -> str:
    """Return what a comment is about: the theme of the plan, else the service in the words of the file."""
    if theme := book.themes.get(comment.theme or ""):
        return theme.title
    return comment.service or comment.theme or ""


def comment_view(one: Said, book: Book) -> View:
    """Return a comment as the component ``comment`` shows it."""
    comment, workspace = one.comment, book.workspace
    return {
        "id": one.slug,
        "received": book.received(one),
        "service": comment.service if comment.theme else None,
        "said": workspace.html(comment.comment),
        "response": workspace.html(comment.response) if comment.response else None,
        "responded": day(comment.responded, workspace.language),
        "action": book.action_view(comment.action) if comment.action and comment.response else None,
        "result": workspace.html(comment.result) if comment.result else None,
        "result_on": day(comment.result_on, workspace.language),
        "checked": workspace.language.join(list(comment.checked_by)),
        "draft": one.draft,
        **_waiting(comment, book),
    }


def _waiting(comment: Comment, book: Book) -> View:
    """Return the words for an answer that is missing: overdue is said plainly, with the days it has waited."""
    if comment.response:
        return {"late": None, "waiting": None}
    language, clock = book.workspace.language, book.workspace.clock
    due, today = answer_by(comment, book.workspace.area.comments.answer_within_days), clock.today()
    if today <= due:
        words = language.gettext("We are working on an answer. You will see it here by %(day)s.", day=language.day(due))
        return {"late": None, "waiting": words}
    days = (today - comment.received.last).days
    late = language.ngettext(
        "Not answered yet. It has waited %(count)s day.", "Not answered yet. It has waited %(count)s days.", days
    )
    return {"late": late, "waiting": None}
