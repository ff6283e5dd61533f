"""What the pages of the programme have in common: the way to them, cards, and the next step."""

from collections.abc import Iterable, Sequence

from plugins.model.plan import Theme
from plugins.model.views import View, head, link
from plugins.plan_progress.desk import Desk
from plugins.sources.entries import Entry, T

Crumbs = Sequence[tuple[str, str]]


def way(desk: Desk, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way to a page of the plan: home, the plan, then *further*."""
    return [(desk.workspace.language.gettext("Home"), "/"), (desk.plan.plan.name, "/plan/"), *further]


def page_head(one: Entry[T], crumbs: Crumbs) -> View:
    """Return the beginning of the view of a page that has a file."""
    return head(
        title=one.record.title,
        summary=one.record.summary,
        url=one.url,
        section="plan",
        crumbs=crumbs,
        source=one.document.file,
        draft=one.draft,
    )


def index(desk: Desk, title: str, summary: str, url: str, cards: Iterable[View]) -> View:
    """Return the view of a list of pages of one kind."""
    return {
        **head(title=title, summary=summary, url=url, section="plan", crumbs=way(desk)),
        "groups": [{"heading": None, "cards": list(cards)}],
    }


def card(title: str, url: str, text: str, icon: str, note: str | None = None) -> View:
    """Return a way to a page: its title, one sentence, and a note of what is special about it."""
    return {"title": title, "url": url, "text": text, "icon": icon, "note": note}


def theme_links(slugs: Iterable[str], desk: Desk) -> list[View]:
    """Return links to the themes called *slugs*, in the order of the plan."""
    wanted = set(slugs)
    return [theme_link(theme) for theme in desk.plan.plan.themes if theme.slug in wanted]


def theme_link(theme: Theme) -> View:
    """Return a link to a theme, with its number."""
    return link(f"{theme.number}. {theme.title}", f"/plan/{theme.slug}/")


def comments(desk: Desk) -> str:
    """Return the e-mail address that comments on the plan go to."""
    return desk.plan.plan.comments or desk.workspace.area.contact.plan_comments


def write_to_us(desk: Desk, text: str) -> View:
    """Return the next step of writing to the plan's address; *text* is why somebody would."""
    words, address = desk.workspace.language.gettext, comments(desk)
    told = words("%(why)s Write to %(address)s.", why=text, address=address)
    return {"title": words("Write to us about the plan"), "url": f"mailto:{address}", "text": told}
