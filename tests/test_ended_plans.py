"""What a plan left undone when it ended: each action goes on, or everybody is told that it does not, and why."""

import pytest
from bs4 import BeautifulSoup

from tests.small import PLAN, entries, theme
from tests.test_plan_pages import DONE, action, due, history, identity

MARCH = due("01/03/2024", "2024-03-01")
LETTERS = action("d", "1.1", "Answer letters", due=MARCH)
LEAFLET = action("e", "1.2", "Print a leaflet", **DONE | {"completed": "2024-02-01"})
LINE = action("f", "1.3", "Open a line", status="delayed")
NOW = [action("1", "2.1", "Answer every letter", due=MARCH), action("2", "2.2", "Ring back")]
NOW = [{**one, "theme": 1} for one in NOW]
HERE = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme(), **history(NOW, days=("2026-06-10",))}
SAID = "neither go on nor say why they do not"


def ended(*actions, slug="first", number=6, day="2024-04-10", **lines):
    """Return the files of an earlier plan; *lines* are added to the entry of the action with that letter."""
    folder = f"plan/earlier/{slug}"
    told = {
        name.replace("plan/history", f"{folder}/history"): text for name, text in history(actions, days=(day,)).items()
    }
    return {
        f"{folder}/plan.toml": PLAN.replace("0005-4000", f"000{number}-4000").replace("Smallshire SEND", slug.title()),
        f"{folder}/themes/listening.md": theme().replace("5b0a8f1e-0004", f"5b0a8f1e-001{number}"),
        f"{folder}/actions.toml": noted(entries(told), **lines),
        **told,
    }


def noted(text, **lines):
    for letter, line in lines.items():
        entry = f'id = "{identity(letter)}"\n'
        assert entry in text
        text = text.replace(entry, f"{entry}{line}\n")
    return text


def now(**lines):
    return {**HERE, "plan/actions.toml": noted(entries(HERE), **{one.strip("_"): line for one, line in lines.items()})}


def from_(letter):
    return f'carried_from = "{identity(letter)}"'


def text(output, url):
    main = BeautifulSoup((output / url.strip("/") / "index.html").read_bytes(), "lxml").main
    return " ".join(main.get_text(" ").split())


# ---- What the office is told ------------------------------------------------------------------------------------


def test_a_new_plan_that_carries_nothing_over_is_a_warning_with_the_count_and_the_first_numbers(build, caplog):
    many = [action(f"{number}", f"1.{number}", f"Do {number}") for number in range(10, 18)]
    build({**now(), **ended(LETTERS, LEAFLET, *many)})

    assert "9 were not done when it ended. 9 of these neither go on nor say why they do not: " in caplog.text
    assert "1.1, 1.10, 1.11, 1.12, 1.13 and others." in caplog.text
    assert "plan/earlier/first/actions.toml" in caplog.text
    assert caplog.text.count(SAID) == 1


def test_before_the_first_pull_of_the_new_plan_the_office_is_warned_while_it_can_still_carry(build, caplog):
    files = {name: text for name, text in HERE.items() if "history" not in name}
    output = build({**files, **ended(LETTERS, LEAFLET)})

    assert SAID in caplog.text
    assert "1 of its 2 actions was not done when it ended. This is" in text(output, "/plan/earlier/first/")


def test_an_action_that_goes_on_and_one_with_a_reason_end_the_warning(build, caplog):
    build({**now(_1=from_("d")), **ended(LETTERS, LEAFLET, LINE, f='removed = "There is no money."')})

    assert SAID not in caplog.text


def test_a_plan_that_did_all_it_promised_is_not_asked_about(build, caplog):
    output = build({**now(), **ended(LEAFLET)})

    assert SAID not in caplog.text
    assert "not done when it ended" not in text(output, "/plan/earlier/first/")


def test_of_several_plans_that_ended_only_the_last_is_asked_about(build, caplog):
    first = ended(LETTERS, slug="first", day="2022-04-10")
    build({**now(_1=from_("f")), **first, **ended(LINE, slug="second", number=7)})

    assert SAID not in caplog.text


def test_a_reason_that_names_somebody_is_refused_in_an_earlier_plan_too(refused):
    found = refused({**now(), **ended(LETTERS, d='removed = "Mrs Jane Smith left."')})

    assert [f"{one.place}: {one.message}" for one in found if one.severity == 0] == [
        "plan/earlier/first/actions.toml, key action.0.removed: There is a person's title and surname in it."
    ]


def test_an_action_of_an_earlier_plan_without_its_entry_stops_the_build(refused):
    found = refused({**now(), **ended(LETTERS, LEAFLET), "plan/earlier/first/actions.toml": ""})

    assert [one.message for one in found if one.severity == 0] == [
        f"Action {ref} is in the plan's history, and its entry is not here, or has another id."
        for ref in ("1.1", "1.2")
    ]


# ---- What everybody is told -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actions", "lines", "said"),
    [
        ((LETTERS,), {}, "1 of its 1 actions was not done when it ended; it did not go on in the plan we have now."),
        ((LETTERS, LEAFLET), {"_1": from_("d")}, "was not done when it ended; it went on in the plan we have now."),
        ((LETTERS, LINE, LEAFLET), {}, "not done when it ended; none of these went on in the plan we have now."),
        ((LETTERS, LINE, LEAFLET), {"_1": from_("d")}, "ended; 1 of these went on in the plan we have now."),
        (
            (LETTERS, LINE, LEAFLET),
            {"_1": from_("d"), "_2": from_("f")},
            "2 of its 3 actions were not done when it ended; all of these went on in the plan we have now.",
        ),
    ],
)
def test_the_page_of_an_ended_plan_says_how_much_was_not_done_and_how_much_of_that_went_on(build, actions, lines, said):
    dated = NOW if "_1" in lines else [NOW[0] | {"due": due("2027", "2027-01-01")}, NOW[1]]
    told = history(dated, days=("2026-06-10",))
    output = build({**now(**lines), **told, **ended(*actions)})

    assert said in text(output, "/plan/earlier/first/")


def test_an_action_that_did_not_go_on_says_why_where_it_stands(build):
    output = build({**now(), **ended(LETTERS, d='removed = "There is no money."')})

    assert "1.1 Answer letters It did not go on. Why: There is no money." in text(
        output, "/plan/earlier/first/listening/"
    )


def test_an_action_is_followed_through_every_plan_between_to_the_one_we_have_now(build):
    first = ended(LETTERS, slug="first", day="2022-04-10")
    second = ended(action("a", "5.1", "Letters", due=MARCH) | {"theme": 1}, slug="second", number=7, a=from_("d"))
    output = build({**now(_1=from_("a")), **first, **second})

    assert "It went on as action 2.1" in text(output, "/plan/earlier/first/listening/")
    assert "it went on in the plan we have now" in text(output, "/plan/earlier/first/")
    assert "it went on in the plan we have now" in text(output, "/plan/earlier/second/")
