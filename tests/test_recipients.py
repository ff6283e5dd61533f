"""The list of recipients: all that is wrong with it at once, in words that hold no address."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.delivery.sending.places import ledger_of, why_not_there
from plugins.delivery.sending.recipients import read_recipients
from plugins.model.findings import errors
from tests.conftest import ROOT

TODAY = date(2026, 11, 20)
HEAD = "email,consented,source,unsubscribe\n"
GOOD = "parent@example.org,2025-03-01,sign-up page,https://lists.example/stop?who=1\n"


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "people.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_recipients(str(path), TODAY)

    return reading


def row(email="parent@example.org", consented="2025-03-01", source="page", unsubscribe="https://lists.example/?who=9"):
    return f'"{email}",{consented},{source},"{unsubscribe}"\n'


def test_a_good_list_is_read_and_nothing_is_found(read):
    people, findings = read(HEAD + GOOD)

    assert not findings
    assert [(one.row, one.email, one.unsubscribe) for one in people] == [
        (2, "parent@example.org", "https://lists.example/stop?who=1")
    ]


@pytest.mark.parametrize(
    "text",
    [
        ("\ufeff" + HEAD + GOOD).encode(),
        (HEAD + GOOD).replace("\n", "\r\n"),
        (HEAD + GOOD).replace(",", ";"),
        (HEAD + GOOD).replace(",", "\t"),
        HEAD + "\n,,,\n" + GOOD,
        "Name, EMAIL ,source,Consented,unsubscribe\nx,parent@example.org,page,2025-03-01,https://lists.example/?who=1\n",
    ],
    ids=["byte order mark", "CRLF", "semicolons", "tabs", "empty rows", "other columns and order"],
)
def test_lists_as_services_export_them_are_read(read, text):
    people, findings = read(text)

    assert [one.email for one in people] == ["parent@example.org"]
    assert not findings


@pytest.mark.parametrize(
    ("bad", "column", "said"),
    [
        ({"email": ""}, "email", "no e-mail address"),
        ({"email": "parent"}, "email", "not an e-mail address"),
        ({"email": "a@b@example.org"}, "email", "not an e-mail address"),
        ({"email": "a b@example.org"}, "email", "not an e-mail address"),
        ({"email": "a..b@example.org"}, "email", "not an e-mail address"),
        ({"email": "a@-x.org"}, "email", "not an e-mail address"),
        ({"email": "a@localhost"}, "email", "not an e-mail address"),
        ({"email": "x" * 65 + "@example.org"}, "email", "not an e-mail address"),
        ({"email": "<a@example.org>"}, "email", "not an e-mail address"),
        ({"email": "a@example.org, b@example.org"}, "email", "not an e-mail address"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email", "line break"),
        ({"email": "a@example.org\r\n"}, "email", "line break"),
        ({"email": "a\x00@example.org"}, "email", "cannot be seen"),
        ({"email": "a@exam\u202eple.org"}, "email", "cannot be seen"),
        ({"email": "é@example.org"}, "email", "mail cannot carry"),
        ({"email": "🎉@example.org"}, "email", "mail cannot carry"),
        ({"consented": ""}, "consented", "not said when they agreed"),
        ({"consented": "yes"}, "consented", "no date"),
        ({"consented": "06/11/2025"}, "consented", "no date"),
        ({"consented": "2026-11-21"}, "consented", "not come yet"),
        ({"source": ""}, "source", "not said where"),
        ({"unsubscribe": ""}, "unsubscribe", "no address where"),
        ({"unsubscribe": "http://lists.example/?who=1"}, "unsubscribe", "https://"),
        ({"unsubscribe": "https://lists.example/?who=1> X"}, "unsubscribe", "https://"),
        ({"unsubscribe": "https://lists.example/\n"}, "unsubscribe", "line break"),
    ],
)
def test_a_bad_row_is_found_by_row_and_column_and_no_address_is_told(read, bad, column, said):
    people, findings = read(HEAD + GOOD + row(**bad))

    assert [(one.place.row, one.place.column) for one in errors(findings)] == [(3, column)]
    assert said in findings[0].message
    assert len(people) == 1
    assert "@" not in str(findings[0]).replace("name@place.org", "")


def test_every_mistake_is_found_at_once(read):
    _people, findings = read(HEAD + row(email="x", consented="") + row(source="", unsubscribe=""))

    assert [(one.place.row, one.place.column) for one in findings] == [
        (2, "email"),
        (2, "consented"),
        (3, "source"),
        (3, "unsubscribe"),
    ]


def test_one_address_in_other_case_gets_one_copy_and_it_is_said(read):
    people, findings = read(HEAD + GOOD + GOOD.replace("parent", "Parent").replace("who=1", "who=2"))

    assert [one.email for one in people] == ["parent@example.org"]
    assert not errors(findings)
    assert "1 row with an address that was there before: 3" in findings[0].message


NOTES = HEAD.replace("\n", ",notes\n")


def noted(name, note):
    return f"{name}@example.org,2025-03-01,page,https://lists.example/?who={name},{note}\n"


def test_nobody_is_lost_in_a_note_whose_quotation_mark_is_open(read):
    to_the_end, open_ = read(NOTES + noted("a", '"rang') + noted("b", "fine") + noted("c", "fine"))
    to_the_next, swallowed = read(NOTES + noted("a", '"rang') + noted("b", 'fine"') + noted("c", "fine"))

    assert not to_the_end
    assert "no CSV file" in errors(open_)[0].message
    assert [one.email for one in to_the_next] == ["c@example.org"]
    assert [(one.place.row, one.message) for one in errors(swallowed)] == [
        (2, "A cell goes over several lines and holds an address.")
    ]


def test_a_note_may_go_over_several_lines(read):
    people, findings = read(NOTES + noted("a", '"rang\nand rang, ""twice"""') + noted("b", "fine"))

    assert (len(people), findings) == (2, [])


def test_two_people_with_one_address_to_stop_at_are_refused(read):
    _people, findings = read(HEAD + GOOD + GOOD.replace("parent", "other"))

    assert "2 rows share an address to stop at, the first of them row 2" in errors(findings)[0].message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Not there once"),
        (HEAD, "nobody"),
        ("email,source\na@b.de,x\n", "Not there once"),
        ("email,email,consented,source,unsubscribe\n", "Not there once"),
        (HEAD.encode("utf-16"), "not saved as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "not saved as UTF-8"),
        (HEAD + '"' + "x" * 200_000, "no CSV file"),
    ],
    ids=["empty", "only a heading", "columns missing", "a column twice", "UTF-16", "a picture", "an open quote"],
)
def test_what_is_no_list_is_refused_in_words(read, text, said):
    people, findings = read(text)

    assert not people
    assert any(said in one.message for one in errors(findings))


def test_a_list_that_is_not_there_is_refused_in_words(tmp_path):
    _people, findings = read_recipients(str(tmp_path / "none.csv"), TODAY)

    assert "cannot be read" in findings[0].message


def test_a_list_can_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO((HEAD + GOOD).encode())))

    people, findings = read_recipients("-", TODAY)

    assert (len(people), findings) == (1, [])


def test_a_recipient_never_shows_their_address(read):
    people, _findings = read(HEAD + GOOD)

    assert "parent" not in repr(people)
    assert "lists.example" not in repr(people)


@given(st.text(max_size=300))
def test_any_text_gives_people_or_findings_and_no_fall(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes((HEAD + text).encode("utf-8", "surrogatepass"))

    people, findings = read_recipients(str(path), TODAY)

    assert people or errors(findings)


# ---- Where private things may lie ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["content/list.csv", "list.csv", "output/x", "mail/list.csv", ".git/list.csv"])
def test_nothing_with_addresses_lies_in_the_repository(name):
    assert why_not_there(ROOT / name, (ROOT,))


def test_nothing_with_addresses_lies_in_any_work_tree_of_git_or_behind_a_link_to_one(tmp_path):
    (tmp_path / "tree" / ".git").mkdir(parents=True)
    (tmp_path / "innocent").symlink_to(tmp_path / "tree")

    assert "git looks after" in why_not_there(tmp_path / "tree" / "deep" / "list.csv", ())
    assert why_not_there(tmp_path / "innocent" / "list.csv", ())
    assert not why_not_there(tmp_path / "list.csv", (ROOT,))


def test_the_ledger_lies_where_somebody_says_or_among_the_users_data(tmp_path):
    environment = {"OPEN_LOCAL_OFFER_LEDGER": "/a/b", "XDG_DATA_HOME": str(tmp_path)}

    assert str(ledger_of("/c", environment)) == "/c"
    assert str(ledger_of("", environment)) == "/a/b"
    assert ledger_of("", {"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "open-local-offer" / "ledger.sqlite3"
