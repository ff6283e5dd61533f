"""Our own measures file: every fault is told by line and column, and no number of it is ever repeated."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.findings import errors
from plugins.model.measures import Comparator, Protection
from tests.measures import HEAD, Office, count, measure, snapshot

PLAIN = HEAD + "plans,2025-10,,,,467,500,,,\nplans,2025-11,,,58.5%,117,200,yes,From the new system,New case system\n"


@pytest.fixture
def office(tmp_path):
    def opened(*measures, **rest):
        return Office(tmp_path, *measures, **rest)

    return opened


def test_a_percentage_is_worked_out_from_its_people_and_never_as_a_float(office):
    one = office(measure())
    one.put("measures.csv", PLAIN)

    first, second = one.figures()

    assert (first.value, first.numerator, first.denominator) == (Decimal("93.4"), 467, 500)
    assert isinstance(first.value, Decimal)
    assert (second.value, second.provisional, second.break_before) == (Decimal("58.5"), True, "New case system")
    assert second.note == "From the new system"
    assert one.said == ["Reading measures.csv…"]


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.replace("measure,period", " Measure , PERIOD").encode(),
        lambda text: b"\n\n" + text.encode(),
    ],
)
def test_other_ways_to_save_the_same_file_say_the_same(office, spelling):
    one = office(measure())
    one.put("measures.csv", PLAIN)
    plain = one.figures()

    one.put("measures.csv", spelling(PLAIN))

    assert one.figures() == plain


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            HEAD.encode() + "plans,2025-10,,,5,5,100,,£,".encode("cp1252"),
            "measures.csv, line 2: The file is not saved as UTF-8",
        ),
        (b"", "It is empty"),
        (b"PK\x03\x04abc", "an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old Excel file"),
        ("measure,period".encode("utf-16"), "UTF-16"),
        (b"a\0b", "not a text file"),
        (b"<!doctype html><title>Sign in</title>", "a web page"),
        (HEAD.encode() + b'plans,"2025-10,,', "quotation marks"),
        (b"measure,month,value\n", "The column “period” is missing"),
        (b"measure,period,value,Value\n", "Two columns are called “value”"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_in_words(office, data, said):
    one = office(measure(), count())
    one.put("measures.csv", data)

    faults = one.faults()

    assert said in faults
    assert faults.count("error:") == 1, "a fault of the file is told once, not once for each measure in it"


def test_a_file_that_is_too_large_is_not_read(office):
    one = office(measure(source={"kind": "own", "file": "../measures.csv", "max_megabytes": 0.001}))
    one.put("measures.csv", PLAIN * 20)

    assert "larger than 0.001 MB" in one.faults()


def test_raw_figures_must_not_lie_in_the_content_folder(office):
    one = office(measure(source={"kind": "own", "file": "measures.csv"}))
    (one.content / "measures.csv").write_text(PLAIN)

    said = one.faults()

    assert "inside the content folder" in said
    assert "tracker" not in said


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/measures.csv", "ftp://example.org/x.csv", "../nowhere.csv"])
def test_a_source_that_cannot_be_had_keeps_what_was_published(office, address):
    good = office(measure())
    good.put("measures.csv", PLAIN)
    series, _ = good.propose()

    bad = office(measure(source={"kind": "own", "file": address}))
    kept, findings = bad.propose(snapshot(*series))

    assert kept == series
    assert errors(findings)
    assert "tracker" not in str(findings)


def test_a_file_at_an_address_says_the_same_as_beside_us(office, serve, tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "measures.csv").write_text(PLAIN)
    address = f"{serve(tmp_path / 'web').rstrip('/')}/measures.csv"

    there = office(measure(source={"kind": "own", "file": address}))
    here = office(measure())
    here.put("measures.csv", PLAIN)

    assert there.figures() == here.figures()
    assert there.said == [f"Reading {address}…"]


ROWS = [
    ("plans,2025-10,,,,7,,,,", "denominator", "no denominator|people it is about is missing"),
    ("plans,2025-10,,,70,,,,,", "denominator", "people it is about is missing"),
    ("plans,2025-10,,,70,,100,,,", "numerator", "that it counts is missing"),
    ("plans,2025-10,,,71,70,100,,,", "value", "is not its numerator out of its denominator"),
    ("plans,2025-10,,,140,140,100,,,", "value", "above 100"),
    ("plans,2025-10,,,,140,100,,,", "numerator", "larger than the denominator"),
    ("plans,2025-10,,,-3,3,100,,,", "value", "below 0"),
    ("plans,2025-10,,,,,,,,", "value", "missing is never nought"),
    ("plans,2025-10,,,about half,50,100,,,", "value", "neither a number nor a symbol"),
    ('plans,2025-10,,,"58,5",117,200,,,', "value", "point \\(not a comma\\)"),
    ("plans,2025-10,,,,7.5,100,,,", "numerator", "not a whole number"),
    ("plans,2025-10,,,,-7,100,,,", "numerator", "not a whole number"),
    ("plans,2025-10,,,,#REF!,100,,,", "numerator", "not a whole number"),
    ("plans,10/2025,,,,70,100,,,", "period", "not a period of the measure plans"),
    ("plans,,,,,70,100,,,", "period", "not a period of the measure plans"),
    ("plans,2025-10,,,,70,100,maybe,,", "provisional", "neither yes nor no"),
    ("plans,2025-10,,,,70,100,,Only 3 children waited,", "note", "so small that one of them could be known"),
    ("plans,2025-10,,,,70,100,,,,spare", "", "more cells than there are headings"),
    ("plan,2025-10,,,,70,100,,,", "measure", "Did you mean “plans”"),
    (",2025-10,,,,70,100,,,", "measure", "does not say which measure"),
    ("requests,2025-10,,,7.5,,,,,", "value", "whole number, 0 or more"),
    ("requests,2025-10,,,-7,,,,,", "value", "whole number, 0 or more"),
    ("requests,2025-10,,,71,71,100,,,", "numerator", "A count has no numerator"),
]


@pytest.mark.parametrize(("row", "column", "said"), ROWS)
def test_a_wrong_row_is_told_by_line_and_column_and_no_number_is_repeated(office, row, column, said):
    one = office(measure(), count())
    one.put("measures.csv", PLAIN.splitlines()[0] + "\n" + "requests,2025-09,,,600,,,,,\n" + row + "\n")

    faults = one.faults()

    assert re.search(said, faults)
    assert f"measures.csv, line 3{', column ' + column if column else ''}" in faults
    assert not re.search(r"\b(140|58,5|71|7\.5|600)\b", faults)


def test_faults_of_different_measures_are_gathered(office):
    one = office(measure(), count())
    one.put("measures.csv", HEAD + "plans,2025-10,,,140,140,100,,,\nrequests,2025-10,,,-1,,,,,\nplans,x,,,,1,1,,,\n")

    faults = one.faults()

    assert "line 2" in faults
    assert "line 3" in faults
    assert "line 4" in faults


def test_a_mean_needs_the_number_of_people_and_no_numerator(office):
    one = office(measure(unit="weeks"))
    one.put("measures.csv", HEAD + "plans,2025-10,,,21.5,,140,,,\n")
    assert one.figures()[0].denominator == 140

    one.put("measures.csv", HEAD + "plans,2025-10,,,21.5,,,,,\n")
    assert "number of people" in one.faults()


def test_a_value_with_more_decimals_than_are_published_is_refused(office):
    one = office(measure(unit="weeks", decimals=0))
    one.put("measures.csv", HEAD + "plans,2025-10,,,21.5,,140,,,\n")

    assert "more decimals" in one.faults()


def test_figures_of_our_own_that_are_public_already_need_no_people(office):
    one = office(measure(public_already=True, source_url="https://example.org/figures"))
    one.put("measures.csv", HEAD + "plans,2025-10,,,70,,,,,\n")

    assert one.figures()[0].value == 70


def test_a_share_of_nobody_does_not_apply(office):
    one = office(measure())
    one.put("measures.csv", HEAD + "plans,2025-10,,,,0,0,,,\n")

    assert one.figures()[0].symbol == "not applicable"


SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    ":": "not available",
    "..": "not available",
    "c": "confidential at source",
    "low": "rounds to zero",
    "k": "rounds to zero",
    "~": "rounds to zero",
    "u": "low reliability",
    "-": "none reported",
}


@pytest.mark.parametrize(("mark", "meaning"), SYMBOLS.items())
def test_missing_is_never_nought_and_each_symbol_keeps_its_meaning(office, mark, meaning):
    one = office(count())
    one.put("measures.csv", HEAD + f"requests,2025-10,,,{mark},,,,,\nrequests,2025-11,,,0,,,,,\n")

    missing, nought = one.figures()

    assert (missing.value, missing.symbol) == (None, meaning)
    assert (nought.value, nought.symbol) == (Decimal(0), None)


def test_the_same_period_group_and_place_may_stand_only_once(office):
    one = office(count())
    one.put("measures.csv", HEAD + "requests,2025-10,Boys,,600,,,,,\nrequests,Oct 2025,boys,,700,,,,,\n")

    assert "stand on line 2 already" in one.faults()


def test_a_group_written_with_other_letters_is_no_new_group(office):
    """What was hidden of “Boys” would otherwise be shown of “boys”."""
    one = office(count())
    one.put("measures.csv", HEAD + "requests,2025-10,Boys,,3,,,,,\n")
    before, _ = one.propose()
    assert before[0].figures[0].symbol == "hidden"

    one.put("measures.csv", HEAD + "requests,2025-10,boys,,7,,,,,\n")
    (after,), findings = one.propose(snapshot(*before))

    assert [(figure.group, figure.symbol) for figure in after.figures] == [("Boys", "hidden")]
    assert findings == []


def test_the_same_numbers_pulled_again_change_nothing(office):
    one = office(count(adds_up=True), measure())
    rows = "requests,2025-10,,,104,,,,,\nrequests,2025-10,Boys,,60,,,,,\nrequests,2025-10,Girls,,41,,,,,\nrequests,2025-10,Other,,3,,,,,\n"
    one.put("measures.csv", HEAD + rows + "plans,2025-10,,,,98,100,,,\n")
    first, _ = one.propose()

    second, findings = one.propose(snapshot(*first))

    assert second == first
    assert findings == []


def test_no_raw_number_below_the_threshold_is_published(office):
    one = office(measure(adds_up=True), count(adds_up=True))
    rows = "requests,2025-10,,,104,,,,,\nrequests,2025-10,Boys,,60,,,,,\nrequests,2025-10,Girls,,41,,,,,\nrequests,2025-10,Other,,3,,,,,\n"
    one.put("measures.csv", HEAD + rows + "plans,2025-10,,,,98,100,,,\n")

    (plans, requests), findings = one.propose()

    assert not errors(findings)
    assert plans.figures[0].symbol == "hidden"
    shown = {figure.group: figure.value for figure in requests.figures}
    assert shown["Other"] is None
    assert list(shown.values()).count(None) >= 2, "one hidden part alone follows from the total"


GROUPS = "requests,2025-10,,,{0},,,,,\nrequests,2025-10,Boys,,60,,,,,\nrequests,2025-10,Girls,,{1},,,,,\n"


@pytest.mark.parametrize(
    ("total", "girls", "said"),
    [("90", "40", "smaller than its groups"), ("110", "40", "not the sum"), ("50", "c", "smaller than its groups")],
)
def test_a_total_that_is_not_the_sum_of_its_parts_is_refused(office, total, girls, said):
    one = office(count(adds_up=True))
    one.put("measures.csv", HEAD + GROUPS.format(total, girls))

    faults = one.faults()

    assert said in faults
    assert "2025-10" in faults
    assert not re.search(r"\b(90|110|60|40)\b", faults.replace("line 2", ""))


@pytest.mark.parametrize(("total", "girls"), [("100", "40"), ("110", "x"), ("z", "40")])
def test_a_total_that_can_be_the_sum_is_taken(office, total, girls):
    one = office(count(adds_up=True))
    one.put("measures.csv", HEAD + GROUPS.format(total, girls))

    assert len(one.figures()) == 3


def test_the_people_of_percentages_must_add_up_too(office):
    one = office(measure(adds_up=True))
    rows = "plans,2025-10,,,,60,100,,,\nplans,2025-10,Boys,,,30,50,,,\nplans,2025-10,Girls,,,30,{},,,\n"
    one.put("measures.csv", HEAD + rows.format(50))
    assert len(one.figures()) == 3

    one.put("measures.csv", HEAD + rows.format(70))
    assert "smaller than its groups" in one.faults()


def test_groups_that_add_up_must_be_said_to_or_a_hidden_one_would_follow_from_the_others(office):
    one = office(count())
    one.put("measures.csv", HEAD + GROUPS.format(100, 40))

    assert "add up to its total, and its definition does not say so" in one.faults()


def test_a_period_with_a_gap_does_not_hide_that_groups_add_up(office):
    one = office(count())
    more = "requests,2025-11,,,90,,,,,\nrequests,2025-11,Boys,,x,,,,,\nrequests,2025-11,Girls,,40,,,,,\n"
    one.put("measures.csv", HEAD + GROUPS.format(100, 40) + more)

    assert "add up to its total" in one.faults()


def test_groups_that_overlap_do_not_add_up(office):
    one = office(count())
    one.put("measures.csv", HEAD + GROUPS.format(90, 40))

    assert len(one.figures()) == 3


def test_total_and_parts_in_two_files_must_add_up_too(office):
    source = {"kind": "own", "file": "../measures.csv", "also": ["../parts.csv"]}
    one = office(count(adds_up=True, source=source))
    total, *parts = GROUPS.format(90, 40).splitlines()
    one.put("measures.csv", HEAD + total)
    one.put("parts.csv", HEAD + "\n".join(parts))

    assert "smaller than its groups" in one.faults()


def test_a_row_of_a_measure_that_nobody_defined_is_only_a_warning(office):
    one = office(measure())
    one.put("measures.csv", PLAIN + "staff-sickness,2025-10,,,,70,100,,,\n")

    _, findings = one.propose()

    assert [str(one.severity.name) for one in findings] == ["WARNING"]
    assert "staff" not in str(findings)


def test_a_measure_has_one_source(office):
    dfe = {"kind": "dfe", "file": "../dfe.csv", "codes": ["825"], "value": "v"}
    one = office(measure(), count(source=dfe))
    one.put("measures.csv", PLAIN + "requests,2025-10,,,600,,,,,\n")
    one.put("dfe.csv", "")

    assert "it would have two" in one.faults()


def test_a_comparator_needs_the_same_periods(office):
    one = office(measure(comparators=[Comparator(place="England")]))
    one.put(
        "measures.csv",
        PLAIN + "plans,2025-11,,England,46.4,,,,,\nplans,2024-11,,England,45.1,,,,,\nplans,2025-11,,Wales,1,,,,,\n",
    )
    figures = one.figures()
    assert [(figure.place, figure.period.code) for figure in figures if figure.place] == [("England", "2025-11")]

    one.put("measures.csv", PLAIN + "plans,2024-11,,england,45.1,,,,,\n")
    assert "cannot be compared with England" in one.faults()


def test_a_changed_unit_needs_a_new_id_or_a_break(office):
    one = office(measure())
    one.put("measures.csv", PLAIN)
    before, _ = one.propose()

    weeks = office(measure(unit="weeks"))
    weeks.put("measures.csv", HEAD + "plans,2025-12,,,21.5,,140,,,\n")
    assert "The unit of plans was percent and is now weeks" in weeks.faults(snapshot(*before))
    assert weeks.propose(snapshot(*before))[0] == before

    earlier = office(measure(unit="weeks", breaks=[{"period": "2025-11", "why": "Another break, long ago."}]))
    assert "The unit of plans was percent" in earlier.faults(snapshot(*before))

    meant = office(measure(unit="weeks", breaks=[{"period": "2025-12", "why": "We now count weeks."}]))
    assert meant.figures(snapshot(*before))[0].value == Decimal("21.5")


def test_figures_that_go_are_told(office):
    one = office(measure())
    one.put("measures.csv", PLAIN)
    before, _ = one.propose()

    one.put("measures.csv", HEAD + "plans,2025-11,,,,117,200,,,\n")
    assert "for 2025-10 were published" in str(one.propose(snapshot(*before))[1])

    one.put("measures.csv", HEAD)
    assert "its source has none any more" in one.faults(snapshot(*before))
    assert one.propose(snapshot(*before))[0] == before


def test_a_withdrawn_measure_is_not_read_and_keeps_its_figures(office):
    one = office(measure())
    one.put("measures.csv", PLAIN)
    before, _ = one.propose()

    gone = office(measure(withdrawn={"on": "2026-01-01", "why": "It told nobody anything."}))
    gone.put("measures.csv", b"\0")

    (kept,), findings = gone.propose(snapshot(*before))
    assert (kept.figures, kept.withdrawn, findings) == (before[0].figures, "It told nobody anything.", [])
    assert gone.propose(snapshot(kept))[0] == (kept,)


def test_a_withdrawn_measure_that_comes_back_still_hides_what_it_hid(office):
    few = HEAD + "requests,2025-10,Boys,,3,,,,,\nrequests,2025-10,Girls,,40,,,,,\n"
    one = office(count())
    one.put("measures.csv", few)
    before, _ = one.propose()
    gone, _ = office(count(withdrawn={"on": "2026-01-01", "why": "Nobody asked for it."})).propose(snapshot(*before))
    again = office(count())
    again.put("measures.csv", few.replace("Boys,,3", "boys,,30"))

    boys, girls = again.figures(snapshot(*before), snapshot(*gone), snapshot())
    assert (boys.group, boys.symbol, girls.value) == ("Boys", "hidden", 40)


def test_a_break_of_the_definition_stands_at_the_first_figure_after_it(office):
    one = office(measure(breaks=[{"period": "2025-11", "why": "Exceptions are left out from now on."}]))
    one.put("measures.csv", HEAD + "plans,2025-12,,,,7,10,,,\nplans,2025-10,,,,7,10,,,\n")

    assert [figure.break_before for figure in one.figures()] == [None, "Exceptions are left out from now on."]


def test_before_the_first_figure_there_is_nothing_to_break_from(office):
    one = office(measure(breaks=[{"period": "2025-09", "why": "A new system."}]))
    one.put("measures.csv", PLAIN)

    assert one.figures()[0].break_before is None


def test_one_file_of_many_measures_is_brought_once(office):
    one = office(measure(), count())
    one.put("measures.csv", PLAIN + "requests,2025-10,,,600,,,,,\n")

    one.propose()

    assert one.said == ["Reading measures.csv…"]


def test_words_with_personal_data_are_refused_without_repeating_them(tmp_path):
    from plugins.sources.measures.proposing import propose_series

    one = Office(tmp_path, measure())
    one.put("measures.csv", HEAD + "plans,2025-10,,,,70,100,,Ask jo@example.org,\n")

    def kinds(text):
        return ["an e-mail address"] if "@" in text else []

    _, findings = propose_series(one.measures, one.content, (), lambda _: None, kinds=kinds)

    assert "There is an e-mail address in it" in str(findings)
    assert "jo@" not in str(findings)


ROW = st.tuples(st.integers(0, 400), st.integers(400, 900))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=11), data=st.data())
def test_the_order_of_rows_and_columns_changes_nothing(tmp_path, rows, data):
    one = Office(tmp_path, measure())
    names = HEAD.strip().split(",")
    cells = [["plans", f"2025-{at:02}", "", "", "", str(n), str(d), "", "", ""] for at, (n, d) in enumerate(rows, 1)]
    one.put("measures.csv", "\n".join(",".join(row) for row in [names, *cells]))
    plain, _ = one.propose()

    order = data.draw(st.permutations(range(len(names))))
    mixed = data.draw(st.permutations(cells))
    one.put("measures.csv", "\n".join(",".join(row[at] for at in order) for row in [names, *mixed]))

    assert one.propose()[0] == plain


@given(numerator=st.integers(0, 9999), denominator=st.integers(1, 9999), decimals=st.integers(0, 3))
def test_a_share_is_within_half_a_unit_of_its_last_place(numerator, denominator, decimals):
    from plugins.sources.measures.numbers import is_share, share

    found = share(numerator, denominator, decimals)

    assert abs(found - Decimal(100 * numerator) / denominator) <= Decimal(5).scaleb(-decimals - 1)
    assert is_share(found, numerator, denominator, decimals)


def test_a_raw_reading_shows_no_number_to_a_log(office, tmp_path):
    from plugins.sources.measures.own import OwnRules, read_own
    from plugins.sources.measures.tables import Table

    table = Table("measures.csv", PLAIN)
    readings, _ = read_own(table, OwnRules({"plans": measure()}, frozenset(), Protection().threshold))

    assert "467" not in repr(readings)
    assert "467" not in repr(table)
