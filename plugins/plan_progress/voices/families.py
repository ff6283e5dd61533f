"""The families' view of a theme, beside the partnership's own account: never averaged, never made into one figure."""

from datetime import timedelta

from plugins.model.clock import start_of
from plugins.model.figure_words import hidden_note, hidden_words
from plugins.model.forum import SAME, Account, Answer, FamiliesView, Feeling, Story, account, feeling_words, story
from plugins.model.language import Language
from plugins.model.measures import Protection
from plugins.model.views import View, day, link
from plugins.plan_progress.desk import Desk
from plugins.sources.safe_words import read_protection

PAGE = "/plan/families-view/"


def families_view(desk: Desk, theme_number: int) -> View | None:
    """Return the view of a theme as the component ``families_view`` shows it; None where the area has no forum."""
    forum, language = desk.workspace.area.forum, desk.workspace.language
    if forum is None:
        return None
    told, ours = story_of(desk, theme_number), _ours(desk, theme_number)
    return {
        "forum": forum.name,
        "ours": ours,
        "families": _families(told.now, desk) if told.now else None,
        "sentences": _sentences(ours, told.now, language),
        "missing": None if told.now else _missing(told, forum.name, language),
        "changed": bool(told.earlier),
        "url": f"{PAGE}#theme-{theme_number}",
    }


def story_of(desk: Desk, theme_number: int) -> Story:
    """Return the views of a theme over time."""
    latest = desk.board.snapshot
    now = next((one for one in latest.views if one.theme == theme_number), None) if latest else None
    return story(theme_number, (change for step in desk.plan.history.steps for change in step.views), now)


def _ours(desk: Desk, theme_number: int) -> View:
    language, board = desk.workspace.language, desk.board
    standings = [board.standing(action) for action in board.of_theme(theme_number)]
    judged, fine, total = account(standings)
    words = language.ngettext(
        "%(fine)s of %(count)s action is done with evidence, is on track, or is not due yet.",
        "%(fine)s of %(count)s actions are done with evidence, are on track, or are not due yet.",
        total,
        fine=fine,
    )
    return {
        "account": judged,
        "word": account_word(judged, language),
        "count": words if total else None,
        "as_at": board.as_at,
        "late": sum(one.is_late for one in standings),
    }


def account_word(judged: Account | None, language: Language) -> str:
    """Return the partnership's own account of a theme, short enough for a cell."""
    words = {
        "on course": language.gettext("On course"),
        "mixed": language.gettext("Mixed"),
        "behind": language.gettext("Behind"),
        None: language.gettext("No actions yet"),
    }
    return words[judged]


def feeling_word(feeling: Feeling | None, language: Language) -> str:
    """Return how families feel, short enough for a cell; None is a view that is hidden."""
    words = {
        "working": language.gettext("Working"),
        "mixed": language.gettext("Mixed"),
        "not working": language.gettext("Not working"),
        "not asked": language.gettext("Not asked yet"),
        None: language.gettext("Too few answers to show"),
    }
    return words[feeling]


def _families(view: FamiliesView, desk: Desk) -> View:
    forum, language = desk.workspace.area.forum, desk.workspace.language
    assert forum
    return {
        **view_facts(view, desk),
        "old": is_old(view, desk),
        "old_words": language.ngettext(
            "This view is old. It was given more than %(count)s day ago, and things may have changed since.",
            "This view is old. It was given more than %(count)s days ago, and things may have changed since.",
            forum.old_after_days,
        ),
    }


def view_facts(view: FamiliesView, desk: Desk) -> View:
    """Return what a view says of itself: the feeling, who was asked, when and how, and the forum's own words."""
    language, whys = desk.workspace.language, dict.fromkeys(one.why for one in view.split if one.why)
    rule = read_protection(desk.workspace.content) if whys else Protection()
    return {
        "feeling": view.feeling,
        "word": feeling_word(view.feeling, language),
        "asked": day(view.asked_on, language),
        "method": view.method,
        "question": view.question,
        "answers": answers_words(view, language),
        "number": str(view.answers) if view.answers else None,
        "split": [_answer(one, language) for one in view.split],
        "notes": [hidden_note(why, language, rule.threshold, rule.least_denominator) for why in whys],
        "words": view.words,
        "approved_by": view.approved_by,
        "approved_on": day(view.approved_on, language),
    }


def answers_words(view: FamiliesView, language: Language) -> str | None:
    """Return how many people answered, None where nobody was asked."""
    if view.feeling == "not asked":
        return None
    if view.answers is None:
        return language.gettext("How many people answered is hidden")
    return language.ngettext("%(count)s person answered", "%(count)s people answered", view.answers)


def _answer(one: Answer, language: Language) -> View:
    told = hidden_words(one.why, language) if one.count is None else str(one.count)
    return {"words": one.words, "count": told}


def is_old(view: FamiliesView, desk: Desk) -> bool:
    """Say whether a view is older than the area calls new."""
    forum = desk.workspace.area.forum
    days = forum.old_after_days if forum else 0
    return desk.workspace.clock.has_passed(start_of(view.asked_on + timedelta(days=days + 1)))


def _sentences(ours: View, now: FamiliesView | None, language: Language) -> list[str]:
    """Return what is said of the two accounts together: where they differ, both stand."""
    words, judged = language.gettext, ours["account"]
    said = [_account_words(judged, ours["late"], language)] if judged else []
    if now is None or now.feeling is None:
        return said
    if now.feeling == "not asked":
        return [*said, words("Families have not been asked about this theme yet.")]
    said.append(words("Families say: %(feeling)s.", feeling=feeling_words(now.feeling, language)))
    if judged is None:
        return said
    if SAME[judged] == now.feeling:
        return [*said, words("We see it the same way.")]
    return [*said, words("We believe both need to be seen.")]


def _account_words(judged: Account, late: int, language: Language) -> str:
    """Return the partnership's own account as a sentence; what is late is said in the same breath."""
    words, plural = language.gettext, language.ngettext
    if not late:
        whole = {
            "on course": words("Our actions look on course."),
            "mixed": words("Some of our actions look on course, and some do not."),
            "behind": words("Our actions look behind."),
        }
        return whole[judged]
    with_late = {
        "on course": plural(
            "Our actions look on course, and %(count)s is late.",
            "Our actions look on course, and %(count)s are late.",
            late,
        ),
        "mixed": plural(
            "Some of our actions look on course, some do not, and %(count)s is late.",
            "Some of our actions look on course, some do not, and %(count)s are late.",
            late,
        ),
        "behind": plural(
            "Our actions look behind, and %(count)s is late.",
            "Our actions look behind, and %(count)s are late.",
            late,
        ),
    }
    return with_late[judged]


def _missing(told: Story, forum: str, language: Language) -> str:
    if told.gone is None:
        return language.gettext("%(forum)s has not given a view on this theme yet.", forum=forum)
    when = language.day(told.gone.asked_on)
    return language.gettext("%(forum)s gave a view on %(day)s. It is no longer published.", forum=forum, day=when)


def families_page_link(language: Language) -> View:
    """Return the link to the page with all themes side by side."""
    return link(language.gettext("How families see our plan"), PAGE)
