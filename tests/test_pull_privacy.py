"""The plan, pulled: personal data and internal columns never become public."""

import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.findings import ContentError
from tests.office import (
    HEADINGS,
    ROWS,
    an_office,  # noqa: F401  # a fixture
    as_csv,
    changed,
    forget_last,
)

# ---- What stays inside -----------------------------------------------------------------------------------------------


SECRETS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=9, max_size=12).map(lambda text: f"Zq{text}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secrets=st.lists(SECRETS, min_size=6, max_size=6, unique=True), ending=st.sampled_from(["xlsx", "csv", "json"]))
def test_what_stands_in_internal_columns_is_in_no_byte_of_what_comes_out(office, secrets, ending):
    name, note, risk, lead, odd, hidden = secrets
    headings = [*HEADINGS, "Risks/issues", "Responsible officer", "", "SRO"]
    rows = [[*row, risk, f"{lead} {name}", odd, f"{name}.{lead}@x.example"] for row in ROWS]
    rows = changed(
        changed(changed(rows, 0, "Internal notes", note), 1, "Updated by", f"{name} {lead}"), 2, "Lead", name
    )
    rows = changed(rows, 0, "Due date", "whenever")
    if ending == "xlsx":
        sheet = office.excel([[hidden], headings, *rows, [hidden] * len(headings)])
        sheet.row_dimensions[6].hidden = True
        sheet.parent.create_sheet(hidden).append([hidden])
        sheet["A3"].comment = openpyxl.comments.Comment(hidden, hidden)
        office.save(sheet.parent)
        office.tracker["source"] = "../office/tracker.xlsx"
    elif ending == "csv":
        office.file("tracker.csv", as_csv([headings, *rows]))
    else:
        office.file("tracker.json", json.dumps([dict(zip(headings, row, strict=True)) for row in rows]))
    history = office.content / "plan/history"
    proposal = office.pull()
    proposal.accept()
    came_out = repr((proposal.snapshot, proposal.sentences, proposal.findings, office.heard))
    came_out += "".join(path.read_text() for path in [*history.iterdir(), *(office.folder / "state").iterdir()])
    came_out += (office.content / "plan/actions.toml").read_text()
    forget_last(office)

    assert not [secret for secret in secrets if secret.casefold() in came_out.casefold()]


def test_a_secret_is_in_no_byte_of_a_refusal_either(office, capfd):
    rows = changed(
        changed(ROWS, 0, "Internal notes", "Zqsecret"), 0, "Progress update", "Ring Zqname Prewbury on 07700 900123"
    )
    rows = changed(changed(rows, 1, "Updated by", "Zqname Prewbury"), 1, "Theme", "Zqsecret theme")
    rows = changed(rows, 2, "Status", "Zqname says green")
    office.excel([HEADINGS, *rows])
    said = office.refuse()

    assert said == [
        "tracker.xlsx, sheet Actions, row 2, column G (Progress update): "
        "This cell holds a name that also stands in a column of people, and would be public for ever.",
        "tracker.xlsx, sheet Actions, row 2, column G (Progress update): "
        "This cell holds a telephone number, and would be public for ever.",
        "tracker.xlsx, sheet Actions, row 3, column B (Theme): This is not a theme of plan.toml.",
        "tracker.xlsx, sheet Actions, row 4, column F (Status): This is not a status here.",
    ]
    with pytest.raises(ContentError) as refused:
        office.pull()
    assert "Zq" not in str(refused.value) + "".join(office.heard) + "".join(capfd.readouterr())
    assert refused.value.__cause__ is None


# ---- Personal data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to someone@council.example", "an e-mail address"),
        ("Ring 07700 900123", "a telephone number"),
        ("Ring (01632) 960-777 now", "a telephone number"),
        ("Ring +44 (0)20 7946 0958", "a telephone number"),
        ("Case 943 476 5919 is open", "an NHS number"),
        ("A child, DOB 12/03/2014, waits", "a date of birth"),
        ("A child (born on 12 March 2014) waits", "a date of birth"),
        ("We meet at BN3 4QQ", "a full postcode"),
        ("we meet at bn34qq", "a full postcode"),
        ("Mrs Tamblethwaite leads", "a person's title and surname"),
        ("Dr. J. Marchgate leads", "a person's title and surname"),
        ("Zeb has asked all schools", "a name that also stands in a column of people"),
        ("Thanks to zeb oxtaby", "a name that also stands in a column of people"),
        ("Oxtaby's list", "a name that also stands in a column of people"),
        ("Prewbury, Ottoline", "a name that also stands in a column of people"),
        ("O. Prewbury to act", "a name that also stands in a column of people"),
    ],
)
@pytest.mark.parametrize(
    ("heading", "column"),
    [("Action", "C (Action)"), ("Progress update", "G (Progress update)"), ("Due date", "E (Due date)")],
)
def test_personal_data_in_a_public_cell_is_refused_by_its_kind_and_never_repeated(office, text, kind, heading, column):
    office.excel([HEADINGS, *changed(ROWS, 1, heading, text)])
    with pytest.raises(ContentError) as refused:
        office.pull()

    assert office.refuse() == [
        f"tracker.xlsx, sheet Actions, row 3, column {column}: This cell holds {kind}, and would be public for ever."
    ]
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 01632 960 001 or write to offer@small.example",
        "Come to the Town Hall, Smalltown SM1 1AA",
        "SENDIASS: 01632 960145, help@iass.example",
        "On 01.02.2026 10.30 we met; Q3 25/26 had 1,234,567 of 2,000,000",
        "Action A1 2nd phase: 943 476 5918 is a number",
        "We ask for the date of birth at referral, and children born in 2014 start",
        "We miss Mondays. The Head of SEND and the DCO will lead. Children waited 20 weeks",
        "Smallshire Council and NHS Small ICB, young people, May 2026, green lanes",
    ],
)
def test_what_only_looks_like_personal_data_is_published(office, text):
    rows = changed(changed(ROWS, 1, "Progress update", text), 0, "Updated by", "May Green")
    office.excel([HEADINGS, *changed(rows, 1, "Updated by", "DCO / Smallshire Council")])

    assert office.pull().snapshot.actions[1].update == text


def test_names_are_found_in_every_column_of_people_hidden_or_not_and_on_other_sheets(office):
    headings = [*HEADINGS, "Senior responsible officer (accountable)", "Approved by", "Sponsor"]
    rows = [[*row, "DCS - Jory Tamblethwaite", "Minnie Ockleburgh", "Cuthbert Rawnsleet"] for row in ROWS]
    sheet = office.excel([headings, *changed(rows, 0, "Action", "Jory, Minnie, Cuthbert and Isolde")])
    sheet.column_dimensions["L"].hidden = True
    other = sheet.parent.create_sheet("Contacts")
    other.sheet_state = "hidden"
    for row in (["Name", "Mobile"], ["Dr Isolde Marchgate", "07700 900 700"]):
        other.append(row)
    office.save(sheet.parent)
    for name in ("Jory", "Minnie", "Cuthbert", "Isolde"):
        sheet["C2"] = f"{name} will do it"
        office.save(sheet.parent)
        assert len(office.refuse()) == 1


def test_words_that_the_area_calls_harmless_are_published(office):
    office.excel([HEADINGS, *changed(ROWS, 0, "Progress update", "Ring 0808 800 5000. Zeb Oxtaby School opens.")])

    assert len(office.refuse()) == 2
    proposal = office.pull(harmless=["0808 800 5000", "Zeb Oxtaby School"])
    assert proposal.snapshot.actions[0].update == "Ring 0808 800 5000. Zeb Oxtaby School opens."


def test_the_area_says_which_other_columns_hold_names(office):
    office.excel(
        [
            [*HEADINGS, "Wer"],
            *[[*row, "Fenella Groatsworthy"] for row in changed(ROWS, 0, "Action", "Ask Fenella to open a helpline")],
        ]
    )
    assert office.pull().snapshot.actions[0].text == "Ask Fenella to open a helpline"

    assert len(office.refuse(people=["wer"])) == 1
