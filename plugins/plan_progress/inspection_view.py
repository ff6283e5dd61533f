"""The view of an inspection: what the inspectors found, in plain words and in theirs."""

from plugins.model.inspection import Inspection, InspectorsFinding
from plugins.model.language import Language
from plugins.model.views import View, day, link, when
from plugins.sources.workspace import Workspace


def inspection_view(one: Inspection, workspace: Workspace) -> View:
    """Return an inspection with its outcome in plain words."""
    language, told = workspace.language, outcome_words(one, workspace.language)
    return {
        "kind": one.kind,
        "bodies": language.join(list(one.bodies)),
        "dates": _visit(one, language),
        "visit": _range(one, language),
        "report": when(one.report_published, language),
        "outcome": one.outcome,
        "outcome_html": workspace.html(told) if told else None,
        "words": one.words.model_dump() if one.words else None,
        "strengths": list(one.strengths),
        "priority_actions": [_point(found) for found in one.priority_actions],
        "improvements": [_point(found) for found in one.improvements],
        "self_evaluation": _self_evaluation(one, language),
        "report_url": one.report_url,
    }


def finding_url(found: InspectorsFinding) -> str | None:
    """Return the address of the page of a finding, None where it has none."""
    return f"/plan/findings/{found.slug}/" if found.slug else None


def finding_link(found: InspectorsFinding, language: Language) -> View | None:
    """Return a link to a finding that says what it is, None where it has no page."""
    url = finding_url(found)
    return link(language.gettext("Inspectors found: %(title)s", title=found.title.rstrip(".")), url) if url else None


def _point(found: InspectorsFinding) -> View:
    return {"title": found.title, "url": finding_url(found)}


def _self_evaluation(one: Inspection, language: Language) -> View | None:
    if one.self_evaluation is None:
        return None
    told = one.self_evaluation
    return {"title": told.title, "url": told.url, "date": when(told.date, language)}


def outcome_words(one: Inspection, language: Language) -> str | None:
    """Return the outcome (one of the three of the framework of January 2023) as a family would say it."""
    if one.outcome_words:
        return one.outcome_words
    plain = {
        "typically positive experiences and outcomes": language.gettext(
            "The inspectors found that children and young people usually get the help they need. "
            "This is the best of three outcomes."
        ),
        "inconsistent experiences and outcomes": language.gettext(
            "The inspectors found that some children and young people get the help they need, and others do not. "
            "This is the middle of three outcomes."
        ),
        "widespread and/or systemic failings": language.gettext(
            "The inspectors found serious failings across the area. They are worried about what this means for "
            "children and young people, and the partnership must act at once. This is the lowest of three outcomes."
        ),
    }
    return plain[one.outcome] if one.outcome else None


def _range(one: Inspection, language: Language) -> list[View | None]:
    """Return the first and the last day of a visit, for people and for machines; nothing where no day is known."""
    first, last = one.first_day, one.last_day
    if first is None or last in {None, first}:
        return [day(first, language)] if first else []
    assert last
    return [{"iso": first.isoformat(), "words": language.begin(first, last)}, day(last, language)]


def _visit(one: Inspection, language: Language) -> str | None:
    if one.first_day:
        return language.days(one.first_day, one.last_day or one.first_day)
    return language.in_words(one.visited) if one.visited else None
