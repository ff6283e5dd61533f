"""The families' view: the forum's words as they are, beside the partnership's own account and never mixed with it."""

import json
from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.actions import Snapshot, Standing
from plugins.model.area import Status
from plugins.model.findings import Severity
from plugins.model.forum import Answer, FamiliesView, account, story, view_changes, view_sentence
from plugins.model.language import Language
from plugins.model.measures import Protection
from plugins.model.voices import Forum
from plugins.sources.forum import propose_views
from plugins.sources.snapshots import canonical, digest
from tests.office import a_server, area_of  # noqa: F401  # a fixture
from tests.small import AREA, PLAN, entries, theme

RULE, THEMES, ENGLISH = Protection(), {"Listening": 1, "Health": 2}, Language("en-GB")
FORUM = '\n[forum]\nname = "Parent Voice"\nsource = "../office/views.toml"\n'
VIEW = {
    "theme": "1",
    "asked_on": "2026-10-14",
    "method": '"A survey."',
    "answers": "60",
    "feeling": '"not working"',
    "split": '[{words = "Yes", count = 20}, {words = "No", count = 40}]',
    "words": '"Calls come.  Answers do not."',
    "approved_by": '"Steering group"',
    "approved_on": "2026-10-20",
}


def block(**keys):
    facts = {**VIEW, **keys}
    return "[[view]]\n" + "".join(f"{key} = {value}\n" for key, value in facts.items() if value is not None)


@pytest.fixture
def forum(tmp_path_factory):
    """The forum's file beside an empty content folder: text in, what may be published and the findings back."""
    folder = tmp_path_factory.mktemp("forum")
    content = folder / "content"
    content.mkdir()
    area = area_of(source="t.xlsx").model_copy(
        update={"forum": Forum(name="Parent Voice", source="../office/views.toml")}
    )

    def proposed(*blocks, earlier=(), rule=RULE, today=None, raw=None):
        path = folder / "office" / "views.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw if raw is not None else "\n".join(blocks).encode())
        return propose_views(area, content, THEMES, earlier, rule, today)

    return proposed


def snapshot(*views, as_at="2026-11-04"):
    return Snapshot(as_at=date.fromisoformat(as_at), views=views)


def said(findings, severity=Severity.ERROR):
    return [f"{one.place}: {one.message}" for one in findings if one.severity is severity]


# ---- What may be published


def test_the_words_of_the_forum_are_published_to_the_last_space(forum):
    words = "  Two  spaces, *stars* and <b>tags</b>.\n\n  They stay. "
    (view,), findings = forum(block(words=json.dumps(words)))

    assert view.words == words
    assert not findings


def test_a_view_that_nobody_in_the_forum_approved_is_not_published(forum):
    views, findings = forum(block(approved_by=None, approved_on=None))

    assert not views
    assert "nobody in the forum has approved it" in said(findings, Severity.WARNING)[0]


def test_a_new_view_that_waits_for_approval_leaves_the_one_before_it(forum):
    (before,), _ = forum(block(asked_on="2026-06-01", approved_on="2026-06-02"))
    views, _ = forum(block(approved_by=None, approved_on=None), earlier=[snapshot(before)])

    assert views == (before,)


def test_an_approval_taken_back_takes_the_view_back(forum):
    (before,), _ = forum(block())
    views, _ = forum(block(approved_by=None, approved_on=None), earlier=[snapshot(before)])

    assert not views


def test_too_few_answers_hide_the_feeling_and_every_answer(forum):
    split = '[{words = "Yes", count = 2}, {words = "No", count = 5}, {words = "Never", count = 0}]'
    (view,), findings = forum(block(answers="7", split=split))

    assert (view.feeling, view.why, view.answers) == (None, "built on a small number", 7)
    assert {one.count for one in view.split} == {None}
    assert "own words are published" in said(findings, Severity.WARNING)[0]


def test_very_few_answers_hide_how_many_there_were(forum):
    (view,), _ = forum(block(answers="3", split="[]"))

    assert view.answers is None


def test_a_small_answer_is_hidden_and_cannot_be_worked_out(forum):
    split = '[{words = "Yes", count = 18}, {words = "Partly", count = 39}, {words = "No", count = 3}]'
    (view,), _ = forum(block(split=split))
    hidden = {one.words: one.why for one in view.split if one.count is None}

    assert hidden == {"No": "small number", "Yes": "would give another away"}
    assert view.answers == 60


def worlds(view, threshold):
    """Return every way in which the hidden answers of *view* can be: what its publication leaves open.

    A number hidden to protect another is not small. Where how many answered is hidden too, it may be any large number.
    """
    hidden, shown = [one for one in view.split if one.count is None], sum(one.count or 0 for one in view.split)
    totals = range(RULE.least_denominator, 121) if view.answers is None else [view.answers]
    choices = [range(1, threshold) if one.why == "small number" else [0, *range(threshold, 61)] for one in hidden]
    return [world for world in product(*choices) if shown + sum(world) in totals], hidden


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.integers(0, 25), min_size=2, max_size=4), again=st.booleans())
def test_an_adversary_cannot_work_out_a_hidden_answer(tmp_path_factory, counts, again):
    """Everything that adds up to the published number of answers is tried; each hidden answer keeps two values."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "content").mkdir()
    parts = ", ".join(f'{{words = "A{number}", count = {count}}}' for number, count in enumerate(counts))
    (folder / "views.toml").write_text(block(answers=str(sum(counts)), split=f"[{parts}]"))
    area = area_of(source="t.xlsx").model_copy(update={"forum": Forum(name="F", source="../views.toml")})
    (view,), _ = propose_views(area, folder / "content", THEMES, [], RULE)
    if again:
        (view,), _ = propose_views(area, folder / "content", THEMES, [snapshot(view)], RULE)

    assert not [one for one in view.split if one.count is not None and 0 < one.count < RULE.threshold]
    if view.feeling is None:
        assert all(one.count is None for one in view.split)
        return
    open_worlds, hidden = worlds(view, RULE.threshold)
    for number in range(len(hidden)):
        assert len({world[number] for world in open_worlds}) > 1


def test_what_an_earlier_edition_hid_stays_hidden_and_says_no_more_than_it_did(forum):
    small = '[{words = "Yes", count = 57}, {words = "No", count = 3}]'
    (before,), _ = forum(block(split=small))
    (view,), _ = forum(
        block(answers="66", split='[{words = "Yes", count = 58}, {words = "No", count = 8}]'),
        earlier=[snapshot(before)],
    )

    assert [one.count for one in view.split] == [None, None]
    assert [one.why for one in view.split] == [one.why for one in before.split]


def test_a_new_asking_starts_afresh(forum):
    (before,), _ = forum(
        block(asked_on="2026-06-01", answers="60", split='[{words = "Yes", count = 57}, {words = "No", count = 3}]')
    )
    (view,), _ = forum(block(), earlier=[snapshot(before)])

    assert [one.count for one in view.split] == [20, 40]


def test_the_same_file_pulled_again_changes_nothing(forum):
    text = block(split='[{words = "Yes", count = 18}, {words = "Partly", count = 39}, {words = "No", count = 3}]')
    first, _ = forum(text)
    second, _ = forum(text, earlier=[snapshot(*first)])

    assert first == second


def test_without_a_file_the_last_views_stay(tmp_path):
    last = FamiliesView.model_validate({**plain(), "answers": 12})
    assert propose_views(area_of(source="t.xlsx"), tmp_path, THEMES, [snapshot(last)], RULE) == ((last,), [])


# ---- What is refused


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"theme": "9"}, "There is no theme 9 in the plan."),
        ({"answers": None}, "does not say how many people answered"),
        ({"answers": '"three"'}, "This is not a count of people."),
        ({"answers": "-3"}, "This is not a count of people."),
        ({"answers": "true"}, "This is not a count of people."),
        ({"answers": "30"}, "More people gave one of the answers than answered at all."),
        ({"feeling": '"not asked"'}, "Nobody was asked, and yet people answered."),
        ({"feeling": '"good"'}, "`view.0.feeling` says “good”."),
        ({"approved_on": None}, "Who approved it and when belong together."),
        ({"approved_on": "2026-10-01"}, "approved before anybody was asked"),
        ({"asked_on": '"14/10/2026"'}, "can mean two different days"),
        ({"split": '[{words = "Yes", count = 1}, {words = "yes", count = 2}]'}, "The same answer stands twice"),
        ({"words": '"Ring 07700 900 123."'}, "There is a telephone number in it."),
        ({"method": '"We asked jo@family.example."'}, "There is an e-mail address in it."),
        ({"words": '"   "'}, "There is nothing to read in it"),
        ({"mood": '"fine"'}, "`view.0.mood` is not a key of a view."),
    ],
)
def test_a_view_that_cannot_be_right_is_refused_in_words(forum, keys, message):
    views, findings = forum(block(**keys))

    assert not views
    assert any(message in one for one in said(findings))


def test_a_small_group_in_the_words_of_the_forum_is_refused(forum):
    _, findings = forum(block(words='"Only two parents came."'))

    assert any("of fewer than 5" in one for one in said(findings))
    assert not any("two" in one for one in said(findings))


def test_a_day_that_has_not_come_and_a_second_view_of_a_theme_are_refused(forum):
    _, findings = forum(block(), block(), today=date(2026, 10, 15))

    assert {one.partition(": ")[2] for one in said(findings)} >= {
        "One of its days has not come yet.",
        "There are two views of theme 1.",
    }


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00", b"view = 3", b"[[view", b"\x00" * 20, b"[" * 40000, b"view = [" + b"9" * 5000 + b"]"]
)
def test_a_broken_file_is_a_finding_and_nothing_is_lost(forum, raw):
    last = FamiliesView.model_validate({**plain(), "answers": 12})
    views, findings = forum(raw=raw, earlier=[snapshot(last)])

    assert views == (last,)
    assert said(findings)


def test_a_file_inside_the_content_folder_is_refused(tmp_path):
    (tmp_path / "views.toml").write_text(block())
    area = area_of(source="t.xlsx").model_copy(update={"forum": Forum(name="F", source="views.toml")})
    _, findings = propose_views(area, tmp_path, THEMES, [], RULE)

    assert "inside the content folder" in findings[0].message
    assert "[forum]" in findings[0].mend


def test_the_file_may_lie_at_an_address(server, tmp_path):
    def proposed(path):
        forum = Forum(name="Parent Voice", source=f"{server.address}{path}")
        area = area_of(source="t.xlsx").model_copy(update={"forum": forum})
        return propose_views(area, tmp_path, THEMES, [], RULE)

    server.gives("/views.toml", block().encode())
    server.gives("/gone.toml", status=404)

    assert [one.theme for one in proposed("/views.toml")[0]] == [1]
    assert said(proposed("/gone.toml")[1])


def test_no_finding_repeats_a_number(forum):
    """A log is often public: of counts not even a broken one is told."""
    split = '[{words = "Yes", count = 7373}, {words = "No", count = "7474 or so"}]'
    _, findings = forum(block(answers="7171.5", split=split))

    assert findings
    assert not any(number in str(one) for one in findings for number in ("7171", "7373", "7474"))


# ---- The partnership's own account


def standing(kind, *, late=0, shown=True):
    status = Status(id="x", word="X", kind=kind, definition="X.", tracker=())
    return Standing(status=status, days_late=late, shown=shown)


FINE = [standing("done"), standing("on-track"), standing("not-started")]
NOT_FINE = [
    standing("done", shown=False),
    standing("on-track", late=1),
    standing("not-started", late=1),
    standing("delayed"),
    standing("off-track"),
]


@pytest.mark.parametrize("one", FINE)
def test_done_with_evidence_on_track_and_not_yet_due_are_fine(one):
    assert account([one]) == ("on course", 1, 1)


@pytest.mark.parametrize("one", NOT_FINE)
def test_said_to_be_done_late_slow_and_off_track_are_not(one):
    assert account([one]) == ("behind", 0, 1)


@pytest.mark.parametrize(
    ("fine", "total", "word"),
    [(3, 4, "on course"), (2, 4, "mixed"), (5, 7, "mixed"), (1, 4, "behind"), (3, 7, "behind"), (0, 0, None)],
)
def test_the_account_follows_its_published_rule(fine, total, word):
    assert account([FINE[0]] * fine + [NOT_FINE[3]] * (total - fine))[0] == word


# ---- Changes


def plain(**keys):
    return {
        "theme": 1,
        "asked_on": "2026-06-10",
        "method": "A survey.",
        "answers": 40,
        "feeling": "mixed",
        "approved_by": "Steering group",
        "approved_on": "2026-06-12",
        **keys,
    }


def view(**keys):
    return FamiliesView.model_validate(plain(**keys))


def sentences(before, after):
    return [view_sentence(one, "Parent Voice", ENGLISH) for one in view_changes(before, after)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (None, view(), "Parent Voice gave its view on theme 1: it works for some and not for others."),
        (view(), None, "The view of Parent Voice on theme 1, given on 10 June 2026, is no longer published."),
        (
            view(),
            view(asked_on="2026-10-14", feeling="working"),
            "Parent Voice gave a new view on theme 1: it is working. "
            "On 10 June 2026 it said: it works for some and not for others.",
        ),
        (
            view(),
            view(asked_on="2026-10-14", feeling=None, why="built on a small number"),
            "Parent Voice gave a new view on theme 1: too few people answered for us to show it safely. "
            "On 10 June 2026 it said: it works for some and not for others.",
        ),
        (
            view(),
            view(feeling="not working"),
            "Parent Voice corrected its view on theme 1 of 10 June 2026: it is not working.",
        ),
        (
            view(),
            view(asked_on="2026-10-14"),
            "Parent Voice gave a new view on theme 1: it works for some and not for others.",
        ),
    ],
)
def test_each_change_of_a_view_is_told(old, new, sentence):
    assert sentences(snapshot(*filter(None, [old])), snapshot(*filter(None, [new]))) == [sentence]


def test_a_number_that_is_hidden_now_is_no_change_of_the_view():
    hidden = view(split=(Answer(words="No", why="small number"),), answers=None)
    assert not sentences(snapshot(view(split=(Answer(words="No", count=9),))), snapshot(hidden))
    assert not sentences(None, snapshot(view()))


def test_the_order_of_views_in_a_snapshot_does_not_matter():
    one, two = view(), view(theme=2)
    assert sentences(snapshot(), snapshot(one, two)) == sentences(snapshot(), snapshot(two, one))


def test_a_view_taken_back_is_not_told_again_when_there_is_a_new_one():
    june, july, october = view(), view(asked_on="2026-07-10"), view(asked_on="2026-10-14")
    steps = [snapshot(june), snapshot(july), snapshot(), snapshot(october)]
    told = [change for old, new in pairwise(steps) for change in view_changes(old, new)]

    assert story(1, told[:1], july).earlier == (june,)
    assert story(1, told[:2], None).gone == july
    assert story(1, told, october).earlier == ()
    assert story(2, told, None).gone is None


# ---- Pages


def plan_files(*snapshots):
    """Return the files of a plan with these snapshots, each sealed by the next."""
    files = {
        "area.toml": AREA.replace("[accessibility]", FORUM + "\n[accessibility]"),
        "plan/plan.toml": PLAN,
        "plan/themes/listening.md": theme(),
    }
    before = None
    for one in snapshots:
        data = canonical(one.model_copy(update={"previous": before}))
        files[f"plan/history/{one.as_at}.json"], before = data, digest(data)
    return {**files, "plan/actions.toml": entries(files)}


def action(number, status, **keys):
    facts = {
        "id": f"5b0a8f1e-0006-4000-8000-00000000000{number}",
        "ref": f"1.{number}",
        "theme": 1,
        "text": f"Do {number}",
    }
    return {**facts, "status": status, **keys}


def with_actions(one, *statuses):
    return Snapshot.model_validate({**one.model_dump(), "actions": [action(n, s) for n, s in enumerate(statuses, 1)]})


def page(output, name="plan/families-view"):
    return BeautifulSoup((output / name / "index.html").read_text(), "lxml").find(id="main")


def text(output, name="plan/families-view"):
    return " ".join(page(output, name).get_text(" ").split())


def test_a_difference_is_said_and_never_averaged(build):
    one = with_actions(snapshot(view(feeling="not working")), "on-track", "on-track", "on-track", "delayed")
    told = text(build(plan_files(one)))

    assert "Our actions look on course. Families say: it is not working. We believe both need to be seen." in told
    assert "3 of 4 actions are done with evidence, are on track, or are not due yet." in told


@pytest.mark.parametrize(
    ("fine", "late", "sentence"),
    [
        (3, 1, "Our actions look on course, and 1 is late."),
        (6, 2, "Our actions look on course, and 2 are late."),
        (1, 1, "Some of our actions look on course, some do not, and 1 is late."),
        (0, 2, "Our actions look behind, and 2 are late."),
        (1, 0, "Our actions look on course."),
    ],
)
def test_a_theme_that_looks_on_course_says_how_many_of_its_actions_are_late(build, fine, late, sentence):
    past = {"text": "30/06/2026", "date": {"precision": "day", "first": "2026-06-30", "last": "2026-06-30"}}
    actions = [action(n, "on-track") for n in range(1, fine + 1)]
    actions += [action(n, "on-track", due=past) for n in range(fine + 1, fine + late + 1)]
    one = Snapshot.model_validate({**snapshot(view()).model_dump(), "actions": actions})

    assert f"{sentence} Families say:" in text(build(plan_files(one)), "plan/listening")


def test_agreement_is_said_too(build):
    one = with_actions(snapshot(view(feeling="working")), "on-track")
    assert "We see it the same way." in text(build(plan_files(one)))


@pytest.mark.parametrize(("at", "old"), [("2026-12-07", False), ("2026-12-08", True)])
def test_a_view_is_old_when_more_than_180_days_have_passed(build, at, old):
    told = text(build(plan_files(snapshot(view())), at=at))

    assert ("This view is old." in told) is old
    assert ("(old)" in told) is old
    assert "10 June 2026" in told


def test_a_missing_view_is_shown_as_missing(build):
    assert "Parent Voice has not given a view on this theme yet." in text(build(plan_files(snapshot())))


def test_a_view_taken_back_leaves_a_line_and_none_of_its_words(build):
    steps = [snapshot(view(words="Zebra")), snapshot(as_at="2026-11-05")]
    output = build(plan_files(*steps))

    assert "Parent Voice gave a view on 10 June 2026. It is no longer published." in text(output)
    assert "Zebra" not in text(output)


def test_an_earlier_view_stays_readable_below_the_new_one(build):
    steps = [snapshot(view(words="Zebra")), snapshot(view(asked_on="2026-10-14", words="Quagga"), as_at="2026-11-05")]
    told = text(build(plan_files(*steps)))

    assert told.index("Quagga") < told.index("How this view changed") < told.index("Zebra")


def test_the_words_of_the_forum_are_text_and_keep_their_lines(build):
    words = "*No* stars.\n\n<script>alert(1)</script> {limit:ehc-final}"
    output = build(plan_files(snapshot(view(words=words))))

    assert words in [one.get_text() for one in page(output).select(".app-verbatim")]


def test_too_few_answers_are_said_and_hidden_numbers_explained(build):
    split = (Answer(words="No", why="small number"), Answer(words="Yes", count=30))
    few = view(theme=1, feeling=None, why="built on a small number", split=split)
    told = text(build(plan_files(snapshot(few))))

    assert "Too few answers to show" in told
    assert "hidden: a small number" in told


def test_an_area_without_a_forum_has_no_such_page(build):
    output = build({"plan/plan.toml": PLAN, "plan/themes/listening.md": theme()})
    assert not (output / "plan/families-view").exists()


def test_a_planted_small_rating_is_in_no_file(build, forum):
    """The raw counts of the forum's file reach no page, no data file and no snapshot."""
    split = '[{words = "Yes", count = 1}, {words = "No", count = 2107}]'
    views, _ = forum(block(answers="2108", split=split))
    output = build(plan_files(snapshot(*views)))

    assert "2108" in text(output)
    for path in (*Path(output).rglob("*"), *Path(output.parent / "content").rglob("*.json")):
        if path.is_file() and path.suffix in {".html", ".json", ".csv", ".xml"}:
            assert "2107" not in path.read_text(), path
