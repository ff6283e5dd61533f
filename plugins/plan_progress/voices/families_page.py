"""The page of all families' views: every theme side by side, how families were asked, and how each view changed."""

from plugins.model.forum import FamiliesView
from plugins.model.plan import Theme
from plugins.model.views import View, day, head, link
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.voices.families import PAGE, families_view, feeling_word, story_of, view_facts


def families_page(desk: Desk) -> View:
    """Return the view of ``/plan/families-view/``."""
    plan, language = desk.plan.plan, desk.workspace.language
    words, forum = language.gettext, desk.workspace.area.forum
    assert forum
    return {
        **head(
            title=words("How families see our plan"),
            summary=words("What we say about each theme, and what families say. We never mix the two."),
            url=PAGE,
            section="plan",
            crumbs=[(words("Home"), "/"), (plan.name, "/plan/")],
        ),
        "forum": forum.name,
        "plan": link(plan.name, "/plan/"),
        **desk.board.how_new,
        "old_after": forum.old_after_days,
        "themes": [_theme(page.theme, desk) for page in desk.plan.themes],
    }


def _theme(theme: Theme, desk: Desk) -> View:
    told, language = story_of(desk, theme.number), desk.workspace.language
    return {
        "number": theme.number,
        "title": theme.title,
        "url": f"/plan/{theme.slug}/",
        "view": families_view(desk, theme.number),
        "gone": day(told.gone.asked_on, language) if told.gone else None,
        "earlier": [_earlier(one, desk) for one in told.earlier],
    }


def _earlier(one: FamiliesView, desk: Desk) -> View:
    facts = view_facts(one, desk)
    return {key: facts[key] for key in ("asked", "answers", "words", "approved_by", "approved_on")} | {
        "word": feeling_word(one.feeling, desk.workspace.language)
    }
