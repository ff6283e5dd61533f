"""Stages the data files of the plan, their schemas, and the pages that explain them."""

import json
from functools import partial

from plugins.model.history import Kept
from plugins.model.open_data import SCHEMAS, schema, schema_url
from plugins.model.views import save_as
from plugins.plan_progress.data.changes_file import PATH, changes_json
from plugins.plan_progress.data.data_view import data_view, year_views
from plugins.plan_progress.data.editions import Editions
from plugins.plan_progress.data.files import base, plan_path, sealed_path
from plugins.plan_progress.desk import Desk, Writer


def stage(desk: Desk, writer: Writer) -> None:
    """Stage all open data of a plan that has a snapshot."""
    steps = desk.plan.history.steps
    if not steps:
        return
    editions = Editions(desk)
    # In the order of time: what was made for one edition serves the next.
    for number, step in enumerate(steps):
        _stage_edition(number, step.kept, editions, writer)
    _stage_now(editions, writer)
    _stage_changes(desk, steps[-1].kept, editions, writer)
    for name in SCHEMAS:
        address = schema_url(name, base(desk)).removeprefix(base(desk) + "/")
        writer.stage_data(address, [name, base(desk)], partial(_schema, name, base(desk)))
    writer.stage(save_as("/data/"), "data", data_view(desk))
    for view in year_views(desk):
        writer.stage(save_as(view["url"]), "data_year", view)


def _stage_edition(number: int, kept: Kept, editions: Editions, writer: Writer) -> None:
    key = editions.key(number, kept.as_at)
    for ending, make in (("json", editions.json), ("csv", editions.csv)):
        writer.stage_data(plan_path(kept, ending).removeprefix("/"), [ending, key], partial(make, number, kept.as_at))
    history = editions.desk.plan.history
    writer.stage_data(sealed_path(kept).removeprefix("/"), kept.seal, partial(history.sealed, kept.name))


def _stage_now(editions: Editions, writer: Writer) -> None:
    """Stage the plan as it stands on the day the data is as at, which may be later than the last snapshot's."""
    number, day = len(editions.kept) - 1, editions.desk.board.day
    assert day
    key = editions.key(number, day)
    for ending, make in (("json", editions.json), ("csv", editions.csv)):
        writer.stage_data(f"data/plan.{ending}", [ending, key], partial(make, number, day))


def _stage_changes(desk: Desk, latest: Kept, editions: Editions, writer: Writer) -> None:
    # The seal of the latest stands for all that any snapshot says; the rest are the words it is told in.
    key = [
        editions.key(len(editions.kept) - 1, latest.as_at),
        desk.shelf.measures.model_dump(mode="json") if desk.shelf else None,
        desk.workspace.area.forum.name if desk.workspace.area.forum else None,
    ]
    writer.stage_data(PATH.removeprefix("/"), key, partial(changes_json, desk, latest))


def _schema(name: str, site: str) -> bytes:
    return (json.dumps(schema(name, site), ensure_ascii=False, indent=1) + "\n").encode()
