"""Where the actions of earlier plans went on: in the plan we have now, by way of any plan between."""

from collections.abc import Mapping

from plugins.model.identity import Entry
from plugins.model.views import View, link
from plugins.plan_progress.desk import Desk

Onward = Mapping[str, View]


def onward(desk: Desk) -> Onward:
    """Return the way to each action of the plan of today that came from an earlier one, by its id then."""
    words, board = desk.workspace.language.gettext, desk.board
    now = board.known.entries
    after = _after([now, *(one.history.entries for one in desk.earlier)])
    last = {id_: _last(id_, after) for id_ in after}
    return {
        then: link(words("It went on as action %(ref)s", ref=now[id_].ref), board.urls[id_])
        for then, id_ in last.items()
        if id_ in board.urls
    }


def _after(plans: list[Mapping[str, Entry]]) -> dict[str, str]:
    """Return the id that each action which was carried on has in the next plan, by its id before."""
    return {one.carried_from: one.id for known in plans for one in known.values() if one.carried_from}


def _last(id_: str, after: Mapping[str, str]) -> str:
    """Return the id that *id_* has in the last plan it was carried into; ways in a circle are told elsewhere."""
    passed: set[str] = set()
    while id_ in after and id_ not in passed:
        passed.add(id_)
        id_ = after[id_]
    return id_
