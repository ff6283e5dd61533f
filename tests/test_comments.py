"""You said, we did: nobody can be recognised, nothing waits unseen, and what was kept back is counted."""

import json
import re
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from plugins.model.actions import Snapshot
from plugins.model.comments import Comment, Register, next_report, year_of
from plugins.model.findings import Severity
from plugins.model.kinds import Quotation
from plugins.model.measures import Protection
from plugins.model.values import unchecked
from plugins.model.voices import Comments
from plugins.sources.registers import propose_registers
from plugins.sources.snapshots import canonical
from tests.office import area_of
from tests.small import AREA, PLAN, markdown, theme

RULE = Protection()
ID = "5b0a8f1e-0007-4000-8000-{:012}"
TWO = "[Participation Lead, Head of SEND]"


def comment(number=1, body="", **keys):
    """Return the file of a comment that is right, with *keys* changed; None takes one away."""
    given_keys = {
        "id": ID.format(number),
        "status": "published",
        "received": "2026-10",
        "service": "Short breaks",
        "comment": "Nobody rings back.",
        "checked_by": TWO,
        **keys,
    }
    return markdown(body, **{key: value for key, value in given_keys.items() if value is not None})


def answered(number=1, **keys):
    return comment(number, **{"response": "We ring back now.", "responded": "2026-11-02", **keys})


def main(output, name="you-said-we-did"):
    return BeautifulSoup((output / name / "index.html").read_text(), "lxml").find(id="main")


def text(output, name="you-said-we-did"):
    return " ".join(main(output, name).get_text(" ").split())


def area(extra=""):
    """Return the smallest area with a table [comments]."""
    return AREA.replace("[accessibility]", f"[comments]\n{extra}\n\n[accessibility]")


def plan(registers=(), refs=("1.1", "1.2")):
    """Return the files of a plan with an action for each of *refs*, and counts of comments."""
    actions = [
        {
            "id": f"5b0a8f1e-0006-4000-8000-{number:012}",
            "ref": ref,
            "theme": 1,
            "text": f"Do {ref}.",
            "status": "on-track",
        }
        for number, ref in enumerate(refs, 1)
    ]
    one = Snapshot.model_validate({"as_at": "2026-11-18", "actions": actions, "registers": registers})
    files = {
        "plan/plan.toml": PLAN,
        "plan/themes/listening.md": theme(),
        "plan/history/2026-11-18.json": canonical(one),
    }
    entries = "".join(
        f'[[action]]\nid = "{action["id"]}"\nref = "{action["ref"]}"\nfirst_seen = 2026-05-06\n' for action in actions
    )
    return {**files, "plan/actions.toml": entries}


# ---- Two people


@pytest.mark.parametrize(
    "roles", [[], ["Head of SEND"], ["Head of SEND", "head  of send "], ["Head of SEND", "Head of SEND"]]
)
def test_fewer_than_two_people_are_not_enough_for_a_comment_or_a_quotation(roles):
    quotation = Quotation.model_validate({
        "voice": "family", "text": "T", "who": "A parent", "checked_by": roles,
        "permission": {"given": "2026-01-01", "held_by": "Head of SEND"},
    })  # fmt: skip
    said = Comment.model_validate({
        "id": ID.format(1), "status": "published", "received": "2026-10", "service": "S", "comment": "C", "checked_by": roles,
    })  # fmt: skip

    assert quotation.why_not == said.why_not == unchecked(roles) != ""
    assert not unchecked([*roles, "Head of SEND", "Participation Lead"])


def test_a_comment_that_two_people_have_not_checked_is_not_published(build, capsys):
    output = build({
        "comments/a.md": answered(1),
        "comments/b.md": comment(2, comment="Zebra", checked_by="[Head of SEND]"),
    })  # fmt: skip

    assert "Zebra" not in text(output)
    assert not [path for path in Path(output).rglob("*.*ml") if "Zebra" in path.read_text()]


def test_a_draft_is_only_shown_in_a_preview(build):
    files = {"comments/a.md": answered(1), "comments/b.md": comment(2, comment="Zebra", status="draft")}
    assert "Zebra" not in text(build(files))
    assert "Only you can see it here" in text(build(files, drafts=True))


# ---- Nobody can be recognised


@pytest.mark.parametrize("key", ["comment", "response", "result", "service"])
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Write to jo@family.example today", "an e-mail address"),
        ("Ring 07700 900 123 in the evening", "a telephone number"),
        ("Mrs Oxtaby never rings", "a person's title and surname"),
        ("He was born 03/04/2015 here", "a date of birth"),
        ("We live in LS1 4AP", "a full postcode"),
        ("Number 943 476 5919 waits", "an NHS number"),
        ("Only three children go there", "fewer than 5"),
    ],
)
def test_personal_data_and_small_groups_stop_the_build_and_are_not_repeated(refused, key, words, kind):
    given_words = (
        {key: words}
        if key not in {"response", "result"}
        else {key: words, {"response": "responded", "result": "result_on"}[key]: "2026-11-02"}
    )
    findings = [one for one in refused({"comments/a.md": comment(**given_words)}) if one.severity is Severity.ERROR]

    assert len(findings) == 1
    assert kind in findings[0].message
    assert findings[0].place.file == "comments/a.md"
    assert findings[0].place.line > 1
    assert not any(word in findings[0].message for word in ("jo@", "900", "Oxtaby", "2015", "LS1", "943", "three"))


def test_the_threshold_is_the_one_of_the_measures(build, refused):
    files = {"comments/a.md": comment(comment="Only 7 children go there.")}
    build(files)
    found = refused({**files, "plan/measures.toml": "[protection]\nthreshold = 10\n"})

    assert any("fewer than 10" in one.message for one in found)


def test_the_office_and_its_team_may_be_named(build):
    assert "01632 960 001" in text(
        build({"comments/a.md": answered(result="Ring 01632 960 001.", result_on="2026-11-03")})
    )


# ---- Answers


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-30", "We are working on an answer. You will see it here by 30 November 2026."),
        ("2026-12-01", "Not answered yet. It has waited 31 days."),
        ("2027-02-01", "Not answered yet. It has waited 93 days."),
    ],
)
def test_a_comment_without_an_answer_is_shown_as_not_answered_after_the_set_days(build, at, words):
    """The days count from the last day on which the comment can have come in: 31 October."""
    assert words in text(build({"comments/a.md": comment()}, at=at))


def test_the_days_for_an_answer_are_the_area_s_own(build):
    files = {"area.toml": area("answer_within_days = 5"), "comments/a.md": comment()}
    assert "Not answered yet. It has waited 6 days." in text(build(files, at="2026-11-06"))


def test_the_page_of_an_unanswered_comment_changes_at_midnight():
    from plugins.model.clock import Clock, instant

    clock = Clock(instant("2026-11-22T13:00"))
    assert clock.today() == date(2026, 11, 22)
    assert clock.next_change == instant("2026-11-23")


def test_what_has_not_happened_yet_is_not_told(build):
    files = {
        "comments/a.md": answered(1, result="Zebra", result_on="2026-11-20"),
        "comments/b.md": comment(2, comment="Quagga", received="2026-12-01"),
    }
    before, after = text(build(files, at="2026-11-19")), text(build(files, at="2026-12-01"))

    assert "Zebra" not in before
    assert "Quagga" not in before
    assert "Zebra" in after
    assert "Quagga" in after


def test_a_comment_about_help_that_does_not_exist_is_welcome(build):
    output = build({"comments/a.md": answered(service="Swimming for teenagers in the hills")})
    assert main(output).find("h2", string="Swimming for teenagers in the hills")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"service": None}, "The comment is about nothing."),
        ({"response": "Yes."}, "These words and their day belong together."),
        ({"responded": "2026-11-01"}, "These words and their day belong together."),
        ({"result": "Yes."}, "These words and their day belong together."),
        ({"response": "Yes.", "responded": "2026-09-01"}, "`responded` is before the comment came in."),
        ({"received": "after Easter"}, "is not a date this site understands"),
        ({"received": None}, "`received` is missing from this comment."),
        ({"body": "Some words."}, "A comment has no text below its keys."),
        ({"name": "Jo"}, "`name` is not a key of a comment."),
        ({"theme": "health"}, "`theme` names “health”, and the plan has no such theme."),
        ({"action": '"7.7"'}, "`action` names “7.7”, and the plan has no such action."),
        ({"id": "1"}, "“1” is not an id."),
    ],
)
def test_a_comment_that_cannot_be_right_is_refused_in_words(refused, keys, message):
    found = refused({"comments/a.md": comment(**keys)})
    assert [one.place.file for one in found if message in one.message] == ["comments/a.md"]


def test_all_mistakes_of_all_comments_come_at_once(refused):
    found = refused({f"comments/{name}.md": comment(number, received="soon") for number, name in enumerate("abc")})
    assert {one.place.file for one in found} >= {"comments/a.md", "comments/b.md", "comments/c.md"}


def test_two_comments_with_one_id_are_refused(refused):
    assert any(
        "the same id" in one.message for one in refused({"comments/a.md": comment(1), "comments/b.md": comment(1)})
    )


# ---- Pages


def test_the_latest_stands_first_and_each_theme_has_its_group(build):
    files = plan() | {
        "comments/old.md": answered(1, received="2026-08-01", theme="listening", service=None),
        "comments/new.md": answered(2, received="2026-10-02"),
        "comments/mid.md": answered(3, received="2026-09-01", theme="listening"),
    }
    found = main(build(files))

    assert [one.get_text() for one in found.select("h2")][1:3] == ["Short breaks", "Listening"]
    assert [one["id"] for one in found.select("article")] == ["new", "mid", "old"]


def test_a_comment_links_to_its_action_also_after_the_office_renumbered_it(build):
    files = plan() | {"comments/a.md": answered(action='"1.9"')}
    files["plan/actions.toml"] = files["plan/actions.toml"].replace('ref = "1.2"', 'ref = "1.2"\nwas = ["1.9"]')
    link = main(build(files)).select_one("article a")

    assert (link["href"], link.get_text()) == ("/plan/actions/1-2/", "Action 1.2: Do 1.2")


@pytest.mark.parametrize("waiting", [comment(action='"1.2"'), answered(action='"1.2"', responded="2026-12-01")])
def test_what_we_do_about_a_comment_is_not_told_before_there_is_an_answer(build, waiting):
    files = plan() | {"comments/a.md": waiting}
    assert "What we do about it" not in text(build(files, at="2026-11-22"))

    files["comments/a.md"] = answered(action='"1.2"')
    assert "What we do about it Action 1.2: Do 1.2" in text(build(files, at="2026-11-22"))


def test_every_comment_stands_for_good_on_the_page_of_its_year(build):
    files = {f"comments/c{number}.md": answered(number, received="2026-04-01") for number in range(65)}
    files |= {"comments/before.md": answered(99, received="2026-03-31")}
    output = build(files)
    pages = ["2026-27", "2026-27/page-2", "2026-27/page-3", "2025-26"]
    held = [[one["id"] for one in main(output, f"you-said-we-did/{name}").select("article")] for name in pages]

    assert [len(one) for one in held] == [30, 30, 5, 1]
    assert len({one for some in held for one in some}) == 66
    assert len(main(output).select("article")) == 20


def test_words_of_a_comment_cannot_add_markup_that_runs(refused):
    assert refused({"comments/a.md": comment(comment="<script>alert(1)</script>")})


def test_an_area_without_comments_has_no_such_page_and_no_link_to_it(build):
    output = build()
    assert not (output / "you-said-we-did").exists()
    assert "/you-said-we-did/" not in (output / "index.html").read_text()


def test_an_area_without_a_plan_can_publish_comments(build):
    assert "Nobody rings back." in text(build({"comments/a.md": answered()}))


# ---- The year and its report


@pytest.mark.parametrize(
    ("day", "starts", "name"),
    [
        (date(2026, 3, 31), (4, 1), "2025/26"),
        (date(2026, 4, 1), (4, 1), "2026/27"),
        (date(1999, 12, 31), (9, 1), "1999/00"),
        (date(2026, 6, 1), (1, 1), "2026"),
    ],
)
def test_a_year_begins_on_the_area_s_own_day(day, starts, name):
    year = year_of(day, starts)
    assert (year.name, year.first <= day <= year.last) == (name, True)


def test_a_day_that_is_not_in_every_year_cannot_begin_one():
    for text_of in ("02-29", "13-01", "spring"):
        with pytest.raises(ValidationError, match="every year"):
            Comments(year_starts=text_of)


@given(st.dates(date(1970, 1, 1), date(2199, 1, 1)))
def test_a_report_is_due_within_a_year_of_the_last(day):
    """Regulation 56(3): at least annually, so never later than the same day of the next year."""
    assert timedelta(365) <= next_report(day) - day <= timedelta(366)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-22", "The next yearly report is due by 29 May 2027: 188 days left."),
        ("2027-05-28", "The next yearly report is due by 29 May 2027: 1 day left."),
        ("2027-05-29", "The next yearly report is due by 29 May 2027: 0 days left."),
        ("2027-06-01", "The next yearly report was due by 29 May 2027. It is 3 days late."),
        ("2026-05-28", "We have not published a yearly report yet."),
    ],
)
def test_the_days_to_the_next_yearly_report_are_told(build, at, words):
    report = '[[comments.reports]]\nyear = "2025/26"\npublished = 2026-05-29'
    files = {"area.toml": area(report), "comments/a.md": answered(received="2026-03-01", responded="2026-03-02")}
    output = build(files, at=at)

    assert words in text(output)
    assert words in text(output, "you-said-we-did/2025-26")


def test_a_report_of_a_year_that_is_not_there_is_refused(refused):
    files = {
        "area.toml": area('[[comments.reports]]\nyear = "2031/32"\npublished = 2026-05-29'),
        "comments/a.md": answered(),
    }
    assert any("There is no year 2031/32" in one.message for one in refused(files))


# ---- Counts


HEAD = "year,what,reason,count\n"
ROWS = (
    "2026/27,received,,40\n2026/27,withheld,could identify somebody,3\n"
    "2026/27,withheld,about one person's support,17\n2026/27,waiting,,8\n"
)


@pytest.fixture
def office(tmp_path_factory):
    """The office's register beside an empty content folder: text in, counts and findings back."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "content").mkdir()
    return lambda data, earlier=(), source="../register.csv": register(folder, data, earlier, source)


def register(folder, data, earlier=(), source="../register.csv"):
    (folder / "register.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    one = area_of(source="t.xlsx").model_copy(update={"comments": Comments(source=source)})
    return propose_registers(one, folder / "content", earlier, RULE)


def counts(one):
    return {(count.what, count.reason): count.count for count in one.counts}


def test_small_counts_and_what_would_give_them_away_are_hidden(office):
    (one,), findings = office(HEAD + ROWS)

    assert not findings
    assert counts(one) == {
        ("received", None): 40,
        ("withheld", "could identify somebody"): None,
        ("withheld", "about one person's support"): 17,
        ("waiting", None): None,
    }


@settings(max_examples=80, deadline=None)
@given(parts=st.lists(st.integers(0, 14), min_size=1, max_size=4), published=st.integers(0, 20), again=st.booleans())
def test_an_adversary_who_counts_what_is_published_cannot_work_out_a_hidden_count(
    tmp_path_factory, parts, published, again
):
    """What is published can be counted on the page, so what came in less that is known to everybody."""
    reasons = ["could identify somebody", "about one person's support", "abusive or vexatious", "other"]
    rows = "".join(f"2026/27,withheld,{reason},{part}\n" for reason, part in zip(reasons, parts, strict=False))
    folder = tmp_path_factory.mktemp("register")
    (folder / "content").mkdir()
    data = f"{HEAD}2026/27,received,,{sum(parts) + published}\n{rows}"
    (one,), _ = register(folder, data)
    if again:
        (one,), _ = register(folder, data, [Snapshot(as_at=date(2026, 11, 1), registers=(one,))])
    hidden = [count for count in one.counts if count.count is None and count.what != "received"]
    shown = published + sum(count.count or 0 for count in one.counts[1:])
    choices = [list(possible(count)) for count in hidden]
    received = set(possible(one.counts[0]))

    assert not [count for count in one.counts if count.count is not None and 0 < count.count < RULE.threshold]
    if len(hidden) > 3:
        return
    worlds = [world for world in product(*choices) if shown + sum(world) in received]
    assert worlds
    for number, count in enumerate(hidden):
        told = {world[number] for world in worlds}
        assert told == {0} or len(told) > 1, count


def possible(count):
    """Return what the public can think of a count: its reason says something of it too."""
    if count.count is not None:
        return [count.count]
    if count.why == "small number":
        return range(1, RULE.threshold)
    if count.why == "built on a small number":
        return range(RULE.least_denominator)
    return [0, *range(RULE.threshold, 130 if count.what == "received" else 40)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "no column “year”"),
        ("year;what;reason\n", "no column “count”"),
        (HEAD + "2026,received,,40\n", "This is not a year as comments are counted."),
        (HEAD + "2026/28,received,,40\n", "This is not a year as comments are counted."),
        (HEAD + "2026/27,lost,,40\n", "This is not one of the things that are counted."),
        (HEAD + ROWS + "2026/27,withheld,boring,9\n", "This is not one of the reasons."),
        (HEAD + "2026/27,received,other,40\n", "Only what was withheld has a reason."),
        (HEAD + "2026/27,received,,about 40\n", "This is not a count."),
        (HEAD + "2026/27,received,,-4\n", "This is not a count."),
        (HEAD + "2026/27,received,,\n", "This is not a count."),
        (HEAD + ROWS + "2026/27,waiting,,8\n", "This is counted in another row too."),
        (HEAD + "2026/27,waiting,,8\n", "does not say how many comments were received"),
        (HEAD + "2026/27,received,,7\n2026/27,waiting,,8\n", "more comments were withheld or wait than were received"),
        (b"\x00\x01\x02", "This is not a text file."),
    ],
)
def test_a_register_that_cannot_be_right_is_refused_in_words_and_nothing_is_lost(office, data, message):
    last = Register.model_validate({"year": "2025/26", "counts": [{"what": "received", "count": 27}]})
    found, findings = office(data, [Snapshot(as_at=date(2026, 11, 1), registers=(last,))])

    assert found == (last,)
    assert any(message in one.message for one in findings)
    assert not any(number in one.message for one in findings for number in ("40", "about"))


@pytest.mark.parametrize("source", ["register.csv", "../nothing.csv", "..", "ftp://office.example/x"])
def test_a_register_in_the_wrong_place_is_a_finding(tmp_path, source):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "register.csv").write_text(HEAD + ROWS)
    found, findings = register(tmp_path, HEAD + ROWS, source=source)

    assert not found
    assert findings
    assert "[comments]" in findings[0].mend or "comments.source" in str(findings[0].place) or source == ".."


def test_the_same_register_pulled_again_changes_nothing(office):
    first, _ = office(HEAD + ROWS)
    second, _ = office(HEAD + ROWS, [Snapshot(as_at=date(2026, 11, 1), registers=first)])

    assert first == second


def test_what_was_hidden_stays_hidden_in_the_next_edition(office):
    first, _ = office(HEAD + ROWS)
    (one,), _ = office(
        HEAD + ROWS.replace(",3\n", ",9\n").replace(",40\n", ",46\n"),
        [Snapshot(as_at=date(2026, 11, 1), registers=first)],
    )

    assert counts(one)[("withheld", "could identify somebody")] is None


def test_counts_received_published_and_withheld_are_public_and_hidden_ones_explained(build, office):
    registers, _ = office(HEAD + ROWS)
    files = plan([one.model_dump() for one in registers]) | {"comments/a.md": answered()}
    output = build(files)
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in main(output).select("tbody tr")]

    assert rows == [
        ["Came in", "40"],
        ["Published here", "1"],
        ["Not published: somebody could be recognised", "hidden: a small number"],
        ["Not published: about the help that one person gets", "17"],
        ["Still being looked at", "hidden: protects another figure"],
    ]
    assert "with it, somebody could work out a figure that we hide" in text(output)


def test_the_demonstration_s_comments_are_safe_and_say_who_checked():
    from tests.conftest import ROOT

    files = sorted((ROOT / "content" / "comments").glob("*.md"))
    assert len(files) >= 10
    assert all(len(re.search(r"checked_by: \[(.+)\]", path.read_text())[1].split(",")) >= 2 for path in files)


def test_a_new_comment_is_a_draft_that_reads_well(tmp_path):
    from plugins.sources.drafts import begin
    from plugins.sources.front_matter import read_document
    from plugins.sources.records import read_record

    path = begin("comment", "Nobody rings back", tmp_path / "content")
    document, findings = read_document(path, "comments/nobody-rings-back.md")
    one, wrong = read_record(Comment, document.data, document.place, "comment")

    assert path.name == "nobody-rings-back.md"
    assert (findings, wrong, one.status) == ([], [], "draft")
    assert one.why_not
    assert json.loads(json.dumps(one.model_dump(mode="json")))


def test_a_time_limit_that_nobody_knows_is_refused(refused):
    found = refused({"comments/a.md": answered(result="It takes {limit:ehc-maybe}.", result_on="2026-11-03")})
    assert any("ehc-maybe" in one.message and one.place.file == "comments/a.md" for one in found)


def test_a_group_of_comments_is_not_split_by_how_the_service_is_written(build):
    files = {"comments/a.md": answered(1), "comments/b.md": answered(2, service="short  breaks", received="2026-09")}
    assert len(main(build(files)).select("article")) == 2
    assert len(main(build(files)).find_all("h2", string="Short breaks")) == 1
