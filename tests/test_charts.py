"""Charts: geometry that tells the truth and nothing that is hidden, in every colour, size and mode."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.brand import Brand
from plugins.model.colours import contrast
from plugins.model.readings import read
from plugins.plan_progress.measures.bars import bar_chart
from plugins.plan_progress.measures.chart import FOOT, HEIGHT, HIDDEN, TOP, WIDTH, line_chart
from plugins.plan_progress.measures.lines import chart_lines, runs
from plugins.plan_progress.measures.placing import LETTER, LINE, Words
from plugins.plan_progress.measures.scale import scale
from plugins.plan_progress.measures.spark import spark
from tests.conftest import ROOT
from tests.figures import ENGLISH, figure, hidden, measure, series


def drawn(one, *figures):
    reading = read(one, series(one, figures), lambda _day: False)
    return line_chart(reading, figures, "Smallshire", ENGLISH)


def kinds(view):
    return [mark["kind"] for mark in view["marks"]]


VALUES = st.decimals(min_value=0, max_value=100_000, places=2)


@given(st.lists(VALUES, min_size=1), st.sampled_from(["percent", "number", "weeks", "rate"]))
def test_an_axis_holds_nought_and_every_value_in_even_steps(values, unit):
    one = scale(values, unit)

    assert one.low == 0
    assert one.high >= max(values)
    assert 2 <= len(one.ticks) <= 6
    assert {b - a for a, b in pairwise(one.ticks)} == {one.step}
    if unit == "number":
        assert one.step == int(one.step)


def test_an_axis_of_percentages_ends_at_a_hundred_and_goes_below_nought_only_for_what_is_below():
    assert scale([Decimal(97)], "percent").high == 100
    assert scale([Decimal(0)], "percent").high == 100
    assert scale([Decimal(-3), Decimal(9)], "points").low == -5


@given(st.lists(VALUES, min_size=2, max_size=30))
def test_every_point_lies_in_the_drawing_and_higher_values_higher(values):
    figures = [figure(str(1990 + number), value) for number, value in enumerate(values)]
    view = drawn(measure(unit="rate"), *figures)
    marks = view["marks"]

    assert all(view["left"] <= mark["x"] <= WIDTH and TOP <= mark["y"] <= FOOT for mark in marks)
    assert [mark["x"] for mark in marks] == sorted(mark["x"] for mark in marks)
    for (mark, value), (other, more) in pairwise(sorted(zip(marks, values, strict=True), key=lambda one: one[1])):
        assert mark["y"] >= other["y"] or value == more


@given(st.lists(st.one_of(VALUES, st.none()), min_size=2, max_size=12).filter(any))
def test_a_hidden_figure_is_a_gap_with_a_mark_whose_place_tells_nothing(values):
    figures = [
        hidden(str(1990 + n)) if value is None else figure(str(1990 + n), value) for n, value in enumerate(values)
    ]
    view = drawn(measure(unit="rate"), *figures)
    crosses = [mark for mark in view["marks"] if mark["kind"] == "hidden"]

    assert len(crosses) == values.count(None)
    assert {mark["y"] for mark in crosses} <= {HIDDEN}
    assert HIDDEN > FOOT, "below the axis no value can lie"


@given(st.sampled_from(["small number", "built on a small number", "would give another away", "was hidden before"]))
def test_the_reason_for_hiding_changes_nothing_in_the_drawing(why):
    figures = [figure("2022", 10), figure("2024", 30)]

    assert drawn(measure(), *figures, hidden("2023", why=why)) == drawn(measure(), *figures, hidden("2023"))


def test_no_line_is_drawn_across_a_figure_that_is_hidden_missing_or_left_out():
    years = ["2015", "2016", "2018", "2019", "2021", "2022"]
    figures = [*(figure(year, 5) for year in years), hidden("2017"), figure("2020", symbol="not available")]
    line = chart_lines(figures, "Smallshire")[0]

    assert [[one.period.code for one in run] for run in runs(line.figures, [])] == [
        ["2015", "2016"],
        ["2018", "2019"],
        ["2021", "2022"],
    ]
    without = [one for one in line.figures if one.value is not None]
    assert len(runs(without, [])) == 3, "nor where the row is not there at all"


def test_a_count_that_begins_anew_each_september_is_never_one_line():
    months = ["2025-12", "2026-04", "2026-07", "2026-10", "2026-11"]
    one = measure(unit="rate", direction="down", period="year to date", resets="September")
    view = drawn(one, *(figure(month, n, kind="year to date") for n, month in enumerate(months)))

    assert [path["path"].count("L") for path in view["lines"]] == [2, 1]
    assert any("begins again" in entry["text"] for entry in view["key"])


def test_terms_and_months_are_joined_over_holidays_and_not_over_a_gap():
    terms = [figure(f"{term} term 2025", 5, kind="term") for term in ("spring", "summer", "autumn")]
    months = [figure(f"2026-0{month}", 5, kind="month") for month in (1, 2, 4)]

    assert [len(run) for run in runs(chart_lines(terms, "")[0].figures, [])] == [3]
    assert [len(run) for run in runs(chart_lines(months, "")[0].figures, [])] == [2, 1]


def test_a_break_in_the_series_splits_the_line_and_is_marked():
    one = measure(breaks=[{"period": "2024", "why": "A new form."}])
    view = drawn(one, *(figure(str(year), 40) for year in (2022, 2023, 2024, 2025)))

    assert len(view["lines"]) == 2
    assert len(view["cuts"]) == 1
    assert view["marks"][1]["x"] < view["cuts"][0] < view["marks"][2]["x"]
    assert any(entry["kind"] == "cut" for entry in view["key"])


def test_start_target_milestone_and_provisional_are_drawn_and_in_the_key():
    one = measure(
        baseline={"period": "2023", "value": 31},
        targets=[{"by": "2026-06", "value": 50, "kind": "milestone"}, {"by": "2026-12", "value": 60}],
    )
    view = drawn(one, figure("2024", 40), figure("2025", 45, provisional=True), figure("2025", 46, place="England"))

    assert {"own", "own-open", "milestone", "start", "other-1"} == set(kinds(view))
    assert [entry["kind"] for entry in view["key"]] == ["own", "other-1", "target", "milestone", "start", "own-open"]
    said = {label["text"] for label in view["labels"]}
    assert {"45%", "England 46%", "Target 60%"} <= said
    assert view["target"]["y"] < min(mark["y"] for mark in view["marks"])


def test_a_figure_in_doubt_is_drawn_as_published_and_joined_to_nothing():
    figures = [figure("2022", 4), figure("2023", "3.7"), figure("2024", "30.8", doubt="far from the others")]
    view = drawn(measure(), *figures)

    assert kinds(view) == ["own", "own", "doubt"]
    assert view["lines"][0]["path"].count("L") == 1


def test_one_period_or_nothing_to_show_has_no_chart_over_time():
    assert drawn(measure(), figure("2025", 3)) is None
    assert drawn(measure()) is None
    assert drawn(measure(), hidden("2024"), hidden("2025")) is None
    assert drawn(measure(), figure("2024", 3, group="Girls"), figure("2025", 3, group="Girls")) is None


def test_words_in_a_chart_never_lie_on_one_another():
    words = Words(320, 0, 206)
    for number in range(40):
        words.beside("England 46.4%", 10 * number, 100, "own")
    boxes = [(one["x"], one["y"], one["anchor"]) for one in words.views]

    assert len(boxes) == len(set(boxes)) < 40
    assert all(abs(a["y"] - b["y"]) >= LINE or abs(a["x"] - b["x"]) > 60 for a, b in pairwise(words.views))


def on_a_line(label, strokes):
    """Say whether a point of a stroke lies in the letters of *label*, where each is as wide as on a phone."""
    room = len(label["text"]) * LETTER
    left = label["x"] - {"start": 0, "middle": room / 2, "end": room}[label["anchor"]]
    steps = [step / 200 for step in range(201)]
    points = [(x + (p - x) * n, y + (q - y) * n) for run in strokes for (x, y), (p, q) in pairwise(run) for n in steps]
    return any(left <= x <= left + room and label["y"] - 12 <= y <= label["y"] + 4 for x, y in points)


def strokes_of(view):
    paths = [[tuple(map(float, at.split())) for at in path["path"][1:].split("L")] for path in view["lines"]]
    goal = view["target"]
    return [*paths, *([[(view["left"], goal["y"]), (goal["x"], goal["y"])]] if goal else [])]


@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=8),
    st.lists(st.integers(0, 100), min_size=2, max_size=8),
    st.integers(0, 100),
)
def test_words_in_a_chart_never_lie_on_a_line(own, england, goal):
    one = measure(targets=[{"by": "2026-12", "value": goal}])
    ours = [figure(str(2018 + n), value) for n, value in enumerate(own)]
    view = drawn(one, *ours, *(figure(str(2018 + n), value, place="England") for n, value in enumerate(england)))
    words = [label for label in view["labels"] if label["kind"] != "day"]

    assert not [label["text"] for label in words if on_a_line(label, strokes_of(view))]


def test_words_find_a_place_beside_a_line_and_are_left_out_where_there_is_none():
    words = Words(320, 0, 206)
    words.keep_off([[(0, 90), (320, 90)]])
    words.beside("England 46.4%", 160, 100, "other-1")
    assert [one["y"] for one in words.views] == [125], "above it lies the line"

    words = Words(320, 0, 206)
    words.keep_off([[(0, y), (320, y)] for y in range(0, 206, 10)])
    words.beside("England 46.4%", 160, 100, "other-1")
    assert not words.views


def test_bars_are_as_long_as_their_values_and_a_hidden_one_has_none():
    figures = [
        figure("2025", 40, group="Primary"),
        figure("2025", 20, group="Secondary"),
        hidden("2025", group="Special"),
        figure("2024", 90, group="Primary"),
    ]
    view = bar_chart(measure(), figures, "Smallshire", ENGLISH)
    lengths = [one["length"] for one in view["bars"]]

    assert view["period"] == "2025"
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=0.2)
    assert lengths[2] is None
    assert view["bars"][2]["words"] == "hidden: a small number"


def test_one_period_is_set_beside_others_and_too_little_gives_no_bars():
    own, england = figure("2025", 40), figure("2025", 46, place="England")

    assert [one["name"] for one in bar_chart(measure(), [own, england], "Smallshire", ENGLISH)["bars"]] == [
        "Smallshire",
        "England",
    ]
    assert bar_chart(measure(), [own], "Smallshire", ENGLISH) is None
    assert bar_chart(measure(), [hidden("2025", group="a"), hidden("2025", group="b")], "S", ENGLISH) is None


def test_what_a_chart_cannot_hold_is_in_the_table_and_it_says_so():
    places = [figure(year, 9, place=f"Place {n}") for n in range(5) for year in ("2024", "2025")]
    groups = [figure("2025", 9, group=f"Group {n}") for n in range(14)]
    view = drawn(measure(), figure("2024", 9), figure("2025", 9), *places)
    bars = bar_chart(measure(), groups, "Smallshire", ENGLISH)

    assert {line["kind"] for line in view["lines"]} == {"own", "other-1", "other-2", "other-3"}
    assert len(bars["bars"]) == 12
    assert view["key"][-1]["text"] == bars["key"][-1]["text"]
    assert view["key"][-1]["text"].startswith("There is more in the table")


def test_a_small_chart_has_the_line_the_target_and_no_words():
    one = measure(targets=[{"by": "2026-12", "value": 60}])
    figures = (figure("2023", 10), figure("2024", 20), hidden("2025"))
    view = spark(read(one, series(one, figures), lambda _day: False), figures)

    assert len(view["paths"]) == 1
    assert view["target"] < 32
    assert spark(read(one, series(one, figures[:1]), lambda _day: False), figures[:1]) is None


# ---- Colours: axe cannot judge what is drawn, so it is calculated (WCAG 2.2, 1.4.3 and 1.4.11) -------------------


def sass(name):
    return (ROOT / "theme" / "sass" / f"{name}.scss").read_text()


def chart_colours():
    """The colours that lines, marks and words are drawn in, light and dark, with what is behind them."""
    told = re.findall(r"--app-chart-(other|goal): (#\w{6});", sass("_colours"))
    brand, light, dark = Brand(), dict(told[:2]), dict(told[2:])
    return [
        ({**light, "own": brand.link, "words": "#1a2226"}, ["#ffffff"]),
        ({**dark, "own": brand.dark_link, "words": "#f3f1ec"}, ["#14191b"]),
    ]


def test_lines_and_marks_stand_out_and_words_can_be_read_in_light_and_dark():
    for colours, behind in chart_colours():
        assert set(colours) == {"other", "goal", "own", "words"}
        assert min(contrast(one, under) for one in colours.values() for under in behind) >= 3
        assert min(contrast(colours["words"], under) for under in behind) >= 4.5


def dashes(style):
    """The dash of every line of a chart, by its class; none is a whole line."""
    return {
        name: (re.search(rf"\.app-chart__{name} {{[^}}]*stroke-dasharray: ([\d ]+);", style) or [None, "whole"])[1]
        for name in ("line", "target", "cut", "line--other-1", "line--other-2", "line--other-3")
    }


def test_in_greyscale_and_forced_colours_each_line_has_its_own_dash():
    """Printed grey, or in the reader's two colours, a line is known by its dash and its marks, never by colour."""
    style = sass("_components")
    found = dashes(style)

    assert len(set(found.values())) == len(found)
    assert re.search(r"\.app-chart,\n\.app-spark {\n  @media \(forced-colors: active\)", style)
    forced = style[style.index(".app-chart,\n.app-spark {") :]
    for name in ("--govuk-link-colour", "--govuk-text-colour", "--app-chart-other", "--app-chart-goal"):
        assert f"{name}: canvastext" in forced


def test_each_kind_of_mark_has_a_shape_of_its_own():
    from tests.test_components import ENVIRONMENT

    mark = ENVIRONMENT.get_template("components/chart/macro.html").module.mark
    names = ("own", "other-1", "other-2", "other-3", "start", "milestone", "doubt", "hidden")
    shapes = {re.sub(r' class="[^"]*"', "", str(mark(name, 5, 5)).strip()) for name in names}

    assert len(shapes) == len(names)
    assert "app-chart__open" in str(mark("other-1-open", 5, 5))
    assert "app-chart__open" in str(mark("own-open", 5, 5))


SIZES = """() => [...document.querySelectorAll(".app-chart svg[role=img] text")].map(one => {
  const scale = one.getScreenCTM().a;
  return parseFloat(getComputedStyle(one).fontSize) * scale;
})"""
OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll(".app-chart text")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < 0 || box.right > width;
  }).map(one => one.textContent);
}"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """The examples of the chart on a page, with the site's own stylesheet."""
    from plugins.site.assets import stylesheet
    from tests.test_components import FRAME, THEME, components, render

    folder = tmp_path_factory.mktemp("charts")
    (folder / "site.css").write_bytes(stylesheet(THEME, Brand(), "ltr", folder / "state"))
    main = "".join(
        re.sub(r'(id="|labelledby=")', rf"\g<1>e{number}-", render("chart", one)).replace(
            f"e{number}-{one['options']['id']}-title {one['options']['id']}-desc",
            f"e{number}-{one['options']['id']}-title e{number}-{one['options']['id']}-desc",
        )
        for number, one in enumerate(components()["chart"]["example"])
    )
    (folder / "index.html").write_text(FRAME.format(main=main, body=""))
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 700, 1280])
def test_words_in_a_chart_are_as_large_on_a_phone_as_on_a_desk(gallery, serve, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(serve(gallery))
    sizes = page.evaluate(SIZES)

    assert sizes
    assert min(sizes) >= 14, sizes
    assert max(sizes) <= 24
    assert not page.evaluate(OUTSIDE)


def test_the_height_of_a_drawing_holds_the_mark_for_hidden_and_the_words_below_it():
    assert FOOT < HIDDEN - 4 < HIDDEN + 4 < HEIGHT - 8 - 12, "the letters are some 12 high"
