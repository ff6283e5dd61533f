"""The view of ``/data/``: what each file is, on what terms it may be used, how to name it, how to check its seal."""

from collections.abc import Sequence
from itertools import groupby

from plugins.model.history import Kept
from plugins.model.views import View, day, head
from plugins.plan_progress.data.changes_file import PATH as CHANGES
from plugins.plan_progress.data.files import cite, plan_path, sealed_path
from plugins.plan_progress.desk import Desk

NEWEST = 12
SHOWN = 12
"""How many letters of a seal lists show: enough to tell two apart; each edition's own page shows all 64."""


def data_view(desk: Desk) -> View:
    """Return the view of ``/data/``; *desk* has at least one snapshot."""
    words, kept = desk.workspace.language.gettext, [step.kept for step in desk.plan.history.steps]
    latest = kept[-1]
    return {
        **_head(desk, words("Data"), "/data/", words("The plan and its measures as files, free to use.")),
        "plan": desk.plan.plan.name,
        **desk.board.how_new,
        "licence": desk.workspace.area.licence,
        "source": desk.workspace.area.names.full,
        "files": _files(desk),
        "measures": _measures(desk),
        "cite": cite(desk, latest, desk.plan.plan.name, plan_path(latest, "json")),
        "seal": latest.seal,
        "sealed": _file(words("The latest sealed file"), sealed_path(latest)),
        "sealed_name": sealed_path(latest).rpartition("/")[2],
        "latest_url": f"/plan/changes/{latest.name}/",
        "editions": [_edition(one, desk) for one in reversed(kept[-NEWEST:])],
        "years": [{"title": year, "url": f"/data/{year}/"} for year, _found in _years(kept)],
        "contact": desk.plan.plan.comments or desk.workspace.area.contact.plan_comments,
    }


def year_views(desk: Desk) -> list[View]:
    """Return the view of ``/data/<year>/`` for each year: every edition of that year, the newest first."""
    words = desk.workspace.language.gettext
    summary = words("The plan data as it stood on each day we published it, with its seal.")
    return [
        {
            **_head(desk, words("Plan data of %(year)s", year=year), f"/data/{year}/", summary, inside=True),
            "editions": [_edition(one, desk) for one in found],
        }
        for year, found in _years([step.kept for step in desk.plan.history.steps])
    ]


def _head(desk: Desk, title: str, url: str, summary: str, *, inside: bool = False) -> View:
    words = desk.workspace.language.gettext
    crumbs = [(words("Home"), "/"), (desk.plan.plan.name, "/plan/")]
    crumbs += [(words("Data"), "/data/")] if inside else []
    return head(title=title, summary=summary, url=url, section="plan", crumbs=crumbs)


def _years(kept: Sequence[Kept]) -> list[tuple[str, list[Kept]]]:
    years = groupby(reversed(kept), key=lambda one: one.day.year)
    return [(str(year), list(found)) for year, found in years]


def _file(what: str, url: str, schema: str | None = None) -> View:
    return {"what": what, "url": url, "name": url.removeprefix("/data/"), "schema": schema}


def _files(desk: Desk) -> list[View]:
    words = desk.workspace.language.gettext
    plan, changes = "/data/schemas/plan.schema.json", "/data/schemas/changes.schema.json"
    actions = words("Every action of the plan as it stands now, one in each row. It opens in a spreadsheet.")
    whole = words("The same and more, for programs: every moved date with its reason, figures and families’ views.")
    moved = words("Everything that has ever changed in the plan, as sentences, with the seals of all editions.")
    return [
        _file(actions, "/data/plan.csv"),
        _file(whole, "/data/plan.json", plan),
        _file(moved, CHANGES, changes),
    ]


def _measures(desk: Desk) -> View | None:
    if desk.shelf is None:
        return None
    what = desk.workspace.language.gettext("All published figures, one in each row.")
    return {
        "whole": _file(what, "/data/measures.csv"),
        "schema": "/data/schemas/measure.schema.json",
        "each": [
            {"title": one.title, "csv": f"/data/measures/{one.id}.csv", "json": f"/data/measures/{one.id}.json"}
            for one in desk.shelf.measures.measures
        ],
    }


def _edition(kept: Kept, desk: Desk) -> View:
    return {
        "name": kept.name,
        "as_at": day(kept.as_at, desk.workspace.language),
        "url": f"/plan/changes/{kept.name}/",
        "seal": kept.seal[:SHOWN],
        "json": plan_path(kept, "json"),
        "csv": plan_path(kept, "csv"),
        "sealed": sealed_path(kept),
    }
