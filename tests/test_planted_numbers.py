"""Small numbers and private names are planted in every source, pulled, built, and looked for in every output file.

Two ways of looking. One searches every file for what was planted. The other is stronger: two worlds that differ only in
what must stay hidden must give the same site, byte for byte, in whatever shape a number could have got out.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plugins.delivery.pulling import pull_tracker
from tests.conftest import ROOT, run, tree, write
from tests.small import AREA, PAGE, PLAN, briefing, theme

SOURCES = """
[tracker]
source = "../office/tracker.csv"

[[tracker.roles]]
role = "Head of SEND"
organisation = "Smallshire Council"
tracker = []

[forum]
name = "Parent Voice"
source = "../office/views.toml"

[comments]
source = "../office/register.csv"
"""
MEASURES = """
[protection]
threshold = 50
least_denominator = 60

[[measures]]
id = "waiting"
title = "Families who wait"
unit = "number"
direction = "down"
definition = "Families who waited at the end of the quarter."
period = "quarter"
adds_up = true
source = { kind = "own", file = "../office/measures.csv" }
source_words = "Our own records"
targets = [{ by = "2027-03-31", value = 300 }]
baseline = { period = "Q1 2025/26", value = 420 }

[[measures]]
id = "in-time"
title = "Plans in time"
unit = "percent"
direction = "up"
decimals = 1
definition = "Of all new plans, those finished within 20 weeks."
period = "quarter"
source = { kind = "own", file = "../office/measures.csv" }
source_words = "Our own records"
"""
COMMENT = """---
id: 5b0a8f1e-0009-4000-8000-000000000001
status: published
received: 2026-09
theme: listening
comment: Nobody rings back.
response: We ring back now.
responded: 2026-10-01
action: "1.1"
checked_by: [Participation Lead, Head of SEND]
---
"""
IDENTITIES = "".join(
    f'[[action]]\nid = "5b0a8f1e-3000-4000-8000-00000000000{number}"\nref = "1.{number}"\nfirst_seen = 2026-10-07\n\n'
    for number in (1, 2)
)
PULLS = ("2026-10-07T12:00", "2026-11-04T12:00")


@dataclass(frozen=True)
class World:
    """What an office keeps to itself: names, and the numbers behind what is published, at the first pull and the second."""

    names: tuple[str, str]
    south: tuple[int, int]
    west: tuple[int, int]
    finished: tuple[int, int]
    split: tuple[int, int, int]
    withheld: tuple[int, int]


# The sums are the same: they are published.
ONE = World(("Ottoline Prewbury", "Zeb Oxtaby"), (43, 37), (47, 44), (41, 46), (39, 34, 47), (33, 36))
OTHER = World(("Jory Tamblethwaite", "Willa Sedgebarrow"), (45, 40), (45, 41), (38, 35), (36, 37, 47), (35, 34))
PLANTED = {33, 34, 36, 37, 39, 41, 43, 44, 46, 47}


def office(world: World, pull: int) -> Mapping[str, str]:
    """Return the files of the office at one pull."""
    lead, by = world.names
    south, west, done = world.south[pull], world.west[pull], world.finished[pull]
    names = ("Yes", "In part", "No")
    split = ", ".join(
        f'{{ words = "{words}", count = {count} }}' for words, count in zip(names, world.split, strict=True)
    )
    return {
        "tracker.csv": (
            "Ref,Theme,Action,Lead,Due date,Status,Progress update,Updated by,Internal notes\n"
            f"1.1,1,Ring back,Head of SEND - {lead},31/03/2027,Green,We ring back.,{by},Only {south} of them\n"
            f"1.2,1,Meet families,Head of SEND,31/12/2026,{('Green', 'Amber')[pull]},,{by},{lead} knows\n"
        ),
        "measures.csv": (
            "measure,period,group,value,numerator,denominator\n"
            f"waiting,Q1 2026/27,,{310 + world.south[0] + world.west[0]},,\n"
            f"waiting,Q1 2026/27,North,310,,\nwaiting,Q1 2026/27,South,{world.south[0]},,\n"
            f"waiting,Q1 2026/27,West,{world.west[0]},,\n"
            + (
                f"waiting,Q2 2026/27,,{305 + south + west},,\nwaiting,Q2 2026/27,North,305,,\n"
                f"waiting,Q2 2026/27,South,{south},,\nwaiting,Q2 2026/27,West,{west},,\n"
                if pull
                else ""
            )
            + f"in-time,Q1 2026/27,,,{world.finished[0]},613\n"
            + (f"in-time,Q2 2026/27,,,{done},617\n" if pull else "")
        ),
        "views.toml": (
            '[[view]]\ntheme = 1\nasked_on = 2026-09-14\nmethod = "A survey."\nquestion = "Is it working?"\n'
            f'answers = {sum(world.split)}\nfeeling = "mixed"\nsplit = [{split}]\nwords = "It is slow."\n'
            'approved_by = "Steering group"\napproved_on = 2026-09-20\n'
        ),
        "register.csv": (
            "year,what,reason,count\n2026/27,received,,208\n"
            f"2026/27,withheld,could identify somebody,{world.withheld[0]}\n"
            f"2026/27,withheld,abusive or vexatious,{world.withheld[1]}\n"
        ),
    }


def built(folder: Path, world: World) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Pull twice from the office of *world* and build; return what was written to content/ and the output."""
    content = folder / "content"
    write(
        content,
        {
            "area.toml": AREA + SOURCES,
            "pages/help.md": PAGE,
            "plan/plan.toml": PLAN,
            "plan/themes/listening.md": theme(),
            "plan/measures.toml": MEASURES,
            "plan/actions.toml": IDENTITIES,
            "comments/ring.md": COMMENT,
            "briefings/one.md": briefing(date="2026-11-06T09:00"),
        },
    )
    for number, moment in enumerate(PULLS):
        write(folder / "office", office(world, number))
        pull_tracker(content, folder / "state", ROOT / "theme/locales", moment, dry_run=False, ask=None)
    run(content, folder / "output", caches=folder / "caches")
    return tree(content), tree(folder / "output")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, bytes], dict[str, bytes]]]:
    """Content and output of the two worlds."""
    return [built(tmp_path_factory.mktemp("world"), world) for world in (ONE, OTHER)]


def spoken(name: str, data: bytes) -> str:
    """Return the text of an output with every reference and escape undone."""
    text = data.decode("utf-8-sig", errors="replace")
    if name.endswith(".json") and not name.startswith("data/schemas/"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    for _twice in range(2):  # a feed holds HTML in XML
        text = html.unescape(text)
    # What is worked out from the published bytes, or made once, says nothing: seals, ids, fingerprints in names.
    return re.sub(r"[0-9a-f]{8,64}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?|\.[0-9a-f]{10}\.css", "", text)


def numbers(text: str) -> Iterator[int]:
    """Yield each whole number that stands by itself."""
    for found in re.finditer(r"(?<![\w.,#&/-])\d{2}(?![\w.,/-]*\d)(?!\w)", text):
        yield int(found[0])


def test_the_sources_were_really_read(worlds):
    """Else nothing would be found and the search would prove nothing."""
    _content, output = worlds[0]
    plan = json.loads(output["data/plan.json"])

    assert len(plan["actions"]) == 2
    assert {one["measure"] for one in plan["series"]} == {"waiting", "in-time"}
    assert [(one["answers"], one["feeling"]) for one in plan["views"]] == [(120, "mixed")]
    assert [one["year"] for one in plan["registers"]] == ["2026/27"]
    shown = [figure for one in plan["series"] for figure in one["figures"] if "value" in figure]
    assert {figure["value"] for figure in shown} >= {400.0, 310.0}
    hidden = [figure for one in plan["series"] for figure in one["figures"] if figure.get("symbol") == "hidden"]
    assert len(hidden) >= 6


def test_no_planted_name_is_in_any_byte(worlds):
    for world, (content, output) in zip((ONE, OTHER), worlds, strict=True):
        for name, data in [*content.items(), *output.items()]:
            told = spoken(name, data) if not name.endswith((".png", ".ico")) else ""
            assert not [one for full in world.names for one in full.split() if one in told], name


def test_no_planted_number_is_in_any_output_of_any_kind(worlds):
    _content, output = worlds[0]
    kinds = {Path(name).suffix for name in output}

    assert kinds >= {".html", ".xml", ".json", ".csv", ".css", ".txt"}
    for name, data in output.items():
        if not name.endswith(".css") and not name.startswith("data/schemas/"):
            assert not PLANTED & set(numbers(_without_drawings(spoken(name, data)))), name


def _without_drawings(text: str) -> str:
    """Return *text* without the coordinates of drawings: the two worlds show that they tell nothing."""
    return re.sub(r"<(path|circle|rect|line|polyline|polygon|svg|g|text)\b[^>]*>", "", text)


def test_no_percentage_of_a_planted_number_is_in_any_output(worlds):
    _content, output = worlds[0]
    shares = [part / whole for part, whole in ((41, 613), (46, 617), (43, 400), (47, 400), (37, 386), (44, 386))]
    told = {f"{100 * share:.1f}" for share in shares} | {f"{100 * share:.2f}" for share in shares}
    told |= {f"{share:.4f}" for share in shares} | {f"{part / 120:.3f}" for part in (39, 34)}
    for name, data in output.items():
        if not name.endswith(".css"):
            text = _without_drawings(spoken(name, data))
            assert not [one for one in told if re.search(rf"(?<![\d.]){re.escape(one)}", text)], name


def test_worlds_that_differ_only_in_what_is_hidden_give_the_same_bytes(worlds):
    """No total, percentage, height of a bar, text for screen readers, order or seal tells which world it was made in."""
    (content, output), (other_content, other_output) = worlds

    assert content == other_content
    assert output.keys() == other_output.keys()
    assert [name for name in output if output[name] != other_output[name]] == []


def test_a_number_that_is_not_hidden_makes_another_world(tmp_path, worlds):
    """The comparison can fail."""
    more: Any = World(ONE.names, (93, 37), ONE.west, ONE.finished, ONE.split, ONE.withheld)

    assert built(tmp_path, more)[1] != worlds[0][1]
