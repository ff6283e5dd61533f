"""Open data: every file follows the schema that is published beside it, says who and when, and harms no spreadsheet."""

import csv
import io
import json
import random
import re
import shutil
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from plugins.model.open_data import SCHEMAS, PublicPlan, schema
from plugins.plan_progress.data.csv_text import csv_row, harmless, join_rows
from plugins.plan_progress.data.editions import Editions
from tests.conftest import run, tree, write
from tests.small import AREA, briefing
from tests.test_plan_pages import FILES, SNAPSHOTS, Site, earlier, history, identity

SITE = "https://send.example.org"
NAMES = ("2026-06-10", "2026-09-09", "2026-11-04")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a plan of three snapshots."""
    folder = tmp_path_factory.mktemp("data")
    write(folder / "content", FILES)
    run(folder / "content", folder / "output")
    return folder / "output"


def facts(output: Path, name: str) -> Any:
    return json.loads((output / "data" / name).read_text("utf-8"))


def rows(output: Path, name: str) -> list[dict[str, str]]:
    text = (output / "data" / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def own(output: Path) -> list[Path]:
    """The JSON files that are not schemas and not the sealed files themselves."""
    found = sorted((output / "data").rglob("*.json"))
    return [path for path in found if "schemas" not in path.parts and ".snapshot." not in path.name]


def faults(output: Path, site: str) -> list[str]:
    found = []
    for path in own(output):
        one = json.loads(path.read_text("utf-8"))
        known = json.loads((output / one["$schema"].removeprefix(f"{site}/")).read_text("utf-8"))
        Draft202012Validator.check_schema(known)
        assert known["$id"] == one["$schema"]
        check = Draft202012Validator(known, format_checker=Draft202012Validator.FORMAT_CHECKER)
        found += [f"{path.name}: {fault.json_path}: {fault.message}" for fault in check.iter_errors(one)]
    return found


# ---- Schemas and what every file says ---------------------------------------------------------------------------


def test_every_file_follows_the_schema_that_it_names(output, demonstration):
    assert len(own(output)) >= 5
    assert faults(output, SITE) == []
    assert faults(demonstration, "https://send.brackenshire.example") == []


def test_a_file_that_does_not_follow_the_schema_is_found(output):
    wrong = {**facts(output, "plan.json"), "as_at": "soon", "more": 1}
    check = Draft202012Validator(schema("plan", SITE), format_checker=Draft202012Validator.FORMAT_CHECKER)

    assert {fault.validator for fault in check.iter_errors(wrong)} == {"format", "additionalProperties"}


def test_every_schema_is_published(output):
    assert {path.name for path in (output / "data/schemas").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}


def test_every_file_says_who_when_on_what_terms_and_which_seal(demonstration):
    for path in own(demonstration):
        one = json.loads(path.read_text("utf-8"))
        assert one["licence"]
        assert one["source"]["name"] == "Brackenshire Local Area SEND Partnership"
        assert date.fromisoformat(one["as_at"])
        assert one["seal"] in one["cite"]
        sealed = demonstration / one["sealed_file"].removeprefix("https://send.brackenshire.example/")
        assert sha256(sealed.read_bytes()).hexdigest() == one["seal"]


def test_what_was_written_by_the_models_is_read_by_the_models(output):
    text = (output / "data/plan.json").read_text("utf-8")
    plan = PublicPlan.model_validate_json(text)

    assert json.loads(plan.model_dump_json(by_alias=True, exclude_defaults=True)) == json.loads(text)
    assert len(plan.actions) == len(SNAPSHOTS[2])


# ---- The plan then and now --------------------------------------------------------------------------------------


def of(plan: Any, letter: str) -> Any:
    (found,) = [one for one in plan["actions"] if one["id"] == identity(letter)]
    return found


def test_the_first_date_every_move_and_lateness_are_in_the_file(output):
    meet = of(facts(output, "plan.json"), "2")

    assert meet["first_date"] == {
        "text": "31/07/2026", "precision": "day", "first": "2026-07-31", "last": "2026-07-31"
    }  # fmt: skip
    assert [(one["on"], one["from"]["last"], one["to"]["last"], one["why"]) for one in meet["moves"]] == [
        ("2026-09-09", "2026-07-31", "2026-09-30", "Nobody could be hired."),
        ("2026-11-04", "2026-09-30", "2026-11-30", None),
    ]
    assert (meet["days_late"], meet["days_past_first"]) == (0, 96)
    assert meet["url"] == f"{SITE}/plan/actions/1-2/"


def test_done_without_evidence_is_only_said_to_be_done_in_the_files_too(output):
    plan = facts(output, "plan.json")

    assert [one["ref"] for one in plan["actions"] if one["said_done"]] == ["1.3"]
    assert [row["said_done"] for row in rows(output, "plan.csv") if row["ref"] in {"1.1", "1.3"}] == ["false", "true"]
    assert of(plan, "1")["evidence"]["url"] == f"{SITE}/help/"


def test_an_earlier_edition_tells_the_plan_as_it_stood(output):
    june, september = facts(output, "plan/2026-06-10.json"), facts(output, "plan/2026-09-09.json")

    assert of(june, "2")["moves"] == []
    assert of(june, "2")["date_now"]["last"] == "2026-07-31"
    assert (of(june, "8")["first_date"]["last"], of(june, "8")["corrections"]) == ("2026-01-01", [])
    assert of(june, "8")["days_late"] == 160
    assert len(of(september, "2")["moves"]) == 1
    assert of(september, "8")["corrections"][0]["why"] == "The plan that was sent in says 2027."
    assert [one["edition"] for one in (june, september)] == list(NAMES[:2])
    assert september["previous"] == f"{SITE}/data/plan/2026-06-10.json"


def test_both_forms_of_a_file_tell_the_same(output, demonstration):
    for folder in (output, demonstration):
        for path in (folder / "data/plan").glob("????-??-??.json"):
            plan, table = json.loads(path.read_text("utf-8")), rows(folder, f"plan/{path.stem}.csv")
            assert [(row["id"], row["ref"], row["status"], int(row["days_late"])) for row in table] == [
                (one["id"], one["ref"], one["status"]["word"], one["days_late"]) for one in plan["actions"]
            ]


def test_actions_stand_in_the_order_in_which_people_count(output):
    assert [row["ref"] for row in rows(output, "plan.csv")] == ["1.1", "1.2", "1.3", "1.4", "1.6", "2.1", "2.2"]


def test_the_chain_of_seals_can_be_followed_back_by_anybody(output):
    editions = facts(output, "changes.json")["editions"]
    before = None
    for one in editions:
        data = (output / "data/plan" / f"{one['name']}.snapshot.json").read_bytes()
        assert (sha256(data).hexdigest(), json.loads(data)["previous"]) == (one["seal"], before)
        assert one["previous"] == before
        before = one["seal"]


def test_all_that_changed_is_told_in_the_sentences_of_the_pages(output):
    editions = facts(output, "changes.json")["editions"]
    told = [change["sentence"] for one in editions for change in one["changes"]]
    pages = [(output / f"plan/changes/{name}/index.html").read_text("utf-8") for name in NAMES]

    assert "The date of action 1.2 moved from 31 July 2026 to 30 September 2026: Meet every term. Why: Nobody could be hired." in told  # fmt: skip
    assert [sentence for sentence in told if not any(sentence in page for page in pages)] == []


def test_an_area_without_a_snapshot_has_no_data(build):
    output = build({name: text for name, text in FILES.items() if "history" not in name})

    assert not (output / "data").exists()


# ---- The same again ---------------------------------------------------------------------------------------------


def test_a_new_snapshot_leaves_every_byte_of_the_earlier_editions(build, monkeypatch):
    made = []
    for name in ("json", "csv"):
        real = getattr(Editions, name)
        monkeypatch.setattr(
            Editions, name, lambda self, number, as_at, real=real: made.append(number) or real(self, number, as_at)
        )
    base = {name: text for name, text in FILES.items() if "history" not in name}
    # Without the action that takes the number of one that left: the address of that one would become another.
    snapshots = [[one for one in snapshot if one["id"] != identity("9")] for snapshot in SNAPSHOTS]
    two, three = history(*snapshots[:2]), history(*snapshots)
    output = build({**base, **two})
    earlier = {path.name: path.read_bytes() for path in (output / "data/plan").iterdir()}
    made.clear()
    build(three)

    assert made == [2, 2, 2, 2]  # its own two files and the two of the plan now
    assert {name: (output / "data/plan" / name).read_bytes() for name in earlier} == earlier


def test_after_every_kind_of_edit_the_site_is_what_a_clean_build_writes(tmp_path):
    """Whatever a data file or an old page depends on: words, settings, identities, snapshots, receipt."""
    base = {name: text for name, text in FILES.items() if "history" not in name}
    edits: list[dict[str, Any]] = [
        {**base, **history(*SNAPSHOTS[:2])},
        history(*SNAPSHOTS),
        {"area.toml": AREA.replace('word = "On track"', 'word = "Going well"')},
        {"area.toml": AREA.replace("Smallshire local area partnership", "Smallshire together")},
        {"area.toml": AREA.replace("https://send.example.org", "https://send.example.org/send")},
        {"area.toml": "licence = 'Use it as you like.'\n" + AREA},
        {"plan/plan.toml": FILES["plan/plan.toml"].replace("Smallshire SEND Plan", "Our plan")},
        {"plan/plan.toml": FILES["plan/plan.toml"].replace('title = "Health"', 'title = "Health for all"')},
        {"plan/actions.toml": FILES["plan/actions.toml"].replace("Schools do this by law now.", "It is the law.")},
        {"plan/actions.toml": FILES["plan/actions.toml"].replace("that was sent in says", "of March says")},
        {"plan/received.json": '{"received": "2026-11-18T09:00:00Z", "as_at": "2026-11-18"}'},
        history(*SNAPSHOTS[:1], SNAPSHOTS[0], SNAPSHOTS[2]),
    ]
    for number, files in enumerate(edits):
        write(tmp_path / "content", files)
        run(tmp_path / "content", tmp_path / "output", caches=tmp_path / "kept")
        clean = tmp_path / f"clean{number}"
        shutil.copytree(tmp_path / "kept/css", clean / "kept/css")  # all is made anew but the stylesheet
        run(tmp_path / "content", clean / "output", caches=clean / "kept")
        assert differing(tmp_path / "output", clean / "output") == [], number


def differing(one: Path, other: Path) -> list[str]:
    found, expected = tree(one), tree(other)
    return sorted(name for name in found | expected if found.get(name) != expected.get(name))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_a_snapshot_lists_its_actions_changes_no_fact(output, tmp_path, seed):
    shuffled = [random.Random(seed).sample(one, len(one)) for one in SNAPSHOTS]
    write(tmp_path / "content", {**FILES, **history(*shuffled)})
    run(tmp_path / "content", tmp_path / "output")

    assert (tmp_path / "output/data/plan.csv").read_bytes() == (output / "data/plan.csv").read_bytes()
    assert facts(tmp_path / "output", "plan.json")["actions"] == facts(output, "plan.json")["actions"]


# ---- CSV --------------------------------------------------------------------------------------------------------

TRICKS = st.sampled_from(
    ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", ";", " ", "\u200b", "\xa0", '"', "'", ",", "1", "a"]
)
TEXTS = st.lists(TRICKS, max_size=8).map("".join) | st.text(max_size=20)
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_bytes(*rows):
    return join_rows(map(csv_row, rows))


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@given(st.lists(st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=2, max_size=2), max_size=5))
def test_no_text_begins_a_formula_and_every_text_comes_back(table):
    back = read_back(csv_bytes(["a", "b"], *table))

    assert back == [["a", "b"], *([harmless(text) for text in row] for row in table)]
    for text in (text for row in back for text in row):
        begins = text.lstrip(" \xa0\u200b").startswith(FORMULA)
        assert not begins or re.fullmatch(r"-(\d+(\.\d+)?%?)?", text, re.ASCII)
    for given_row, row in zip(table, back[1:], strict=True):
        for one, text in zip(given_row, row, strict=True):
            plain = one.replace("\r\n", "\n").replace("\r", "\n")
            assert text.replace("'", "") == plain.replace("'", "")


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_spreadsheet_takes_no_text_for_a_formula(texts):
    printable = [text for text in texts if all(mark.isprintable() or mark in "\t\n\r" for mark in text)]
    book = openpyxl.Workbook()
    for row in read_back(csv_bytes(["a"], *([text] for text in printable))):
        book.active.append(row)

    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_number_stays_a_number(number):
    ((text,),) = read_back(csv_bytes(["a"], [number]))[1:]

    assert Decimal(text) == Decimal(number)
    assert "E" not in text


def test_a_file_begins_with_the_mark_of_its_encoding_and_its_lines_end_as_the_standard_says():
    data = csv_bytes(["ref", "text"], ["1.10", 'Ring, “back”\r\n"now"'], [None, date(2026, 11, 18)])

    assert data == '\ufeffref,text\r\n1.10,"Ring, “back”\n""now"""\r\n,2026-11-18\r\n'.encode()


def test_text_of_the_plan_cannot_make_a_spreadsheet_compute(build):
    one = {
        **SNAPSHOTS[0][0],
        "text": '=HYPERLINK("https://evil.example","x")',
        "update": " +1;=2\n@SUM(1)",
        "lead": "-2+3",
    }
    base = {name: text for name, text in FILES.items() if "history" not in name}
    output = build({**base, **history([one])})
    (row,) = [found for found in rows(output, "plan/2026-06-10.csv") if found["ref"] == "1.1"]

    assert (row["action"][0], row["lead"], row["update"]) == ("'", "'-2+3", "' +1;'=2\n'@SUM(1)")


# ---- The page and the briefings ---------------------------------------------------------------------------------


def test_the_page_leads_to_every_file_and_says_how_to_cite_and_check(output):
    page = (output / "data/index.html").read_text("utf-8")
    seal = facts(output, "plan.json")["seal"]

    for name in ("plan.json", "plan.csv", "changes.json", "schemas/plan.schema.json", "plan/2026-06-10.csv"):
        assert f'href="/data/{name}"' in page
    assert all(words in page for words in ("Cite this", "sha256sum 2026-11-04.snapshot.json", seal[:12], seal))
    assert 'href="/data/plan/2026-06-10.snapshot.json"' in (output / "data/2026/index.html").read_text("utf-8")


EDITIONS = {
    f"briefings/{day}.md": briefing(
        date=f"{day}T09:00",
        number=str(number),
        id=f"5b0a8f1e-0003-4000-8000-00000000000{number}",
        title=f"Edition {number}",
    )
    for number, day in enumerate(("2026-06-10", "2026-06-11", "2026-11-01", "2026-11-20"), start=1)
}


def test_each_briefing_prints_the_last_seal_from_before_its_day_and_no_later_pull_changes_it(build):
    """The snapshot of 10 June came in after the edition of that day, or before: nobody who gets it can tell."""
    output = build({**FILES, **EDITIONS})
    seals = {one["name"]: one["seal"] for one in facts(output, "changes.json")["editions"]}
    feed = (output / "feeds/briefings.xml").read_text("utf-8")
    based = {"2026-06-11": "2026-06-10", "2026-11-01": "2026-09-09", "2026-11-20": "2026-11-04"}

    for day, name in based.items():
        page = (output / f"briefings/{day}/index.html").read_text("utf-8")
        assert f'/plan/changes/{name}/">The plan data this briefing is based on: ' in page
        assert f"sha256 <code>{seals[name]}</code>" in page
        assert feed.count(f"sha256 <code>{seals[name]}</code>") == 1
    assert "sha256" not in (output / "briefings/2026-06-10/index.html").read_text("utf-8")
    assert feed.count("urn:uuid:5b0a8f1e-0003") == len(EDITIONS)


def test_a_plan_that_is_archived_keeps_the_seals_that_its_briefings_printed(build):
    """The seal is of the snapshot; where it can be read now is the page of the earlier plan."""
    site = Site(build({**FILES, **earlier(), "briefings/a.md": briefing(date="2024-04-11T09:00")}))
    (data,) = (text for name, text in earlier().items() if "/history/" in name)
    line = site.soup("/briefings/a/").find("a", href="/plan/earlier/first/").parent.get_text()

    assert sha256(data.encode() if isinstance(data, str) else data).hexdigest() in line


def test_a_briefing_of_an_area_without_a_plan_prints_no_seal(build):
    output = build(EDITIONS)

    assert "sha256" not in (output / "feeds/briefings.xml").read_text("utf-8")
