"""Pages made of the area's own facts: partners, contact, glossary, accessibility statement, not found."""

from collections.abc import Iterator
from itertools import groupby

from plugins.model.views import View, day, head, link
from plugins.sources.workspace import Workspace

Page = tuple[str, View]


def information_pages(workspace: Workspace) -> Iterator[Page]:
    """Yield the template and the view of each page that the area's facts make."""
    yield "partners", _partners(workspace)
    yield "contact", _contact(workspace)
    yield "glossary", _glossary(workspace)
    yield "accessibility", _accessibility(workspace)


def _head(workspace: Workspace, title: str, summary: str, url: str, source: str = "area.toml") -> View:
    home = workspace.language.gettext("Home")
    return head(title=title, summary=summary, url=url, section="about", crumbs=[(home, "/")], source=source)


def anchor(words: str) -> str:
    """Return *words* as the id of a place on a page."""
    return "-".join("".join(mark if mark.isalnum() else " " for mark in words.casefold()).split()) or "other"


def _partners(workspace: Workspace) -> View:
    words = workspace.language.gettext
    summary = words("The organisations that make up the partnership, and what each of them does.")
    return {
        **_head(workspace, words("Who we are: the partners"), summary, "/partners/"),
        "partners": [{**one.model_dump(), "anchor": anchor(one.short)} for one in workspace.area.partners],
    }


def _contact(workspace: Workspace) -> View:
    words, area = workspace.language.gettext, workspace.area
    summary = words("How to reach a person: by telephone, text, e-mail or post.")
    return {
        **_head(workspace, words("Contact us"), summary, "/contact/"),
        "contact": area.contact.model_dump(mode="json"),
        "plan_comments": area.contact.plan_comments,
        "advice": area.advice.model_dump(mode="json"),
        "urgent": [one.model_dump() for one in area.urgent],
    }


def _glossary(workspace: Workspace) -> View:
    words = workspace.language.gettext
    summary = words("The words that professionals use, in plain English.")
    terms = [
        {"term": term.term, "long": term.long, "meaning": term.meaning, "url": term.url, "anchor": anchor(term.term)}
        for term in workspace.offer.terms
    ]
    letters = groupby(terms, key=lambda term: _letter(str(term["term"])))
    return {
        **_head(workspace, words("Glossary"), summary, "/glossary/", "offer/glossary.toml"),
        "letters": [{"letter": letter, "terms": list(found)} for letter, found in letters],
    }


def _letter(term: str) -> str:
    """Return the letter a term stands under; a term that begins with no letter stands under a number sign."""
    first = term.casefold()[0].upper()
    return first if first.isalnum() else "#"


def _accessibility(workspace: Workspace) -> View:
    words, area, language = workspace.language.gettext, workspace.area, workspace.language
    given = area.accessibility
    dates = {name: day(getattr(given, name), language) for name in ("prepared", "reviewed", "tested")}
    audit = {"on": day(given.audit.on, language), "by": given.audit.by} if given.audit else None
    title = words("Accessibility statement for %(site)s", site=area.names.site)
    summary = words("How easy this site is to use for everyone, what does not work yet, and how to tell us.")
    return {
        **_head(workspace, title, summary, "/accessibility-statement/"),
        "statement": {**given.model_dump(mode="json"), **dates, "audit": audit},
        "names": area.names.model_dump(),
        "address": area.address,
        "scope": words("This accessibility statement applies to %(address)s.", address=area.address),
        "contact": area.contact.model_dump(mode="json"),
    }


def not_found(workspace: Workspace) -> View:
    """Return the view of the page for an address that leads nowhere."""
    words = workspace.language.gettext
    summary = words("We could not find that page.")
    return {
        **head(title=words("Page not found"), summary=summary, url="/404.html", section="not-found"),
        "ways": [link(way.title, way.url) for way in workspace.area.home.ways],
    }
