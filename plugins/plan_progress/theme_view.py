"""The view of a theme: the same sections in the same order on every page."""

from collections.abc import Sequence

from plugins.model.kinds import Quotation
from plugins.model.plan import SECTIONS, ThemePage
from plugins.model.views import View, day, head, link, links
from plugins.plan_progress.desk import Desk
from plugins.plan_progress.programme.pages import about_theme
from plugins.plan_progress.theme_actions import actions_view
from plugins.plan_progress.voices.families import families_view


def theme_view(number: int, desk: Desk) -> View:
    """Return the view of the theme at place *number* in the plan."""
    page = desk.plan.themes[number]
    return {
        **_head(page, desk),
        **_told(page, desk),
        **actions_view(page.theme.number, f"/plan/{page.theme.slug}/", desk),
        **_around(page.theme.number, page.theme.slug, desk),
        "previous": _beside(desk.plan.themes, number - 1),
        "next": _beside(desk.plan.themes, number + 1),
        "related": [*links(page.text.related), *about_theme(desk, page.theme.slug), *_measures(desk, page.theme.slug)],
    }


def _head(page: ThemePage, desk: Desk) -> View:
    """Return what the page of a theme begins with: its name and number, its plan, and who works on it."""
    plan, theme, text = desk.plan.plan, page.theme, page.text
    url = f"/plan/{theme.slug}/"
    feeds = desk.feeds_of(url)
    return {
        **head(
            title=theme.title,
            summary=text.summary,
            url=url,
            section="plan",
            crumbs=[(desk.workspace.language.gettext("Home"), "/"), (plan.name, "/plan/")],
            feeds=feeds,
            source=f"plan/themes/{theme.slug}.md",
        ),
        "number": theme.number,
        "plan": link(plan.name, "/plan/"),
        "lead": text.lead,
        "partners": desk.workspace.language.join(list(theme.partners)),
        "icon": text.icon,
        "feed": feeds[0].link if feeds else None,
    }


def _told(page: ThemePage, desk: Desk) -> View:
    """Return the words of a theme: its sections in their order, what people said, and the accounts of progress."""
    headings, language = desk.plan.plan.sections, desk.workspace.language
    return {
        "sections": [
            {"key": key, "heading": getattr(headings, key), "html": page.sections.get(key, "")} for key in SECTIONS
        ],
        "quotations": {
            "families": _quotations(page.quotations("family")),
            "young_people": _quotations(page.quotations("young person")),
        },
        "withheld": sum(bool(quote.why_not) for quote in page.text.quotations),
        "entries": [
            {"date": day(entry.date, language), "period": entry.period, "html": entry.html} for entry in page.progress
        ],
    }


def _around(number: int, slug: str, desk: Desk) -> View:
    """Return what others say of a theme, and how to tell us something about it."""
    contact = desk.workspace.area.contact
    return {
        "families_view": families_view(desk, number),
        "comments": desk.comments.links(theme=slug),
        "write_to": desk.plan.plan.comments or contact.plan_comments,
        "talk": {"telephone": contact.telephone, "hours": contact.hours},
    }


def _measures(desk: Desk, slug: str) -> list[View]:
    words, found = desk.workspace.language.gettext, desk.shelf.by_theme.get(slug, ()) if desk.shelf else ()
    return [link(words("Measure: %(title)s", title=one.title), f"/measures/{one.id}/") for one in found]


def _quotations(given: Sequence[Quotation]) -> list[View]:
    return [{"text": quote.text, "who": quote.who} for quote in given]


def _beside(themes: Sequence[ThemePage], number: int) -> View | None:
    if not 0 <= number < len(themes):
        return None
    theme = themes[number].theme
    return link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/")
