"""The words of the programme know the clock: what tells of a day that has not come is kept back until then, or refused."""

import pytest

from tests.small import theme
from tests.test_programme import INSPECTED, PLANNED, consultation, earlier, messages, strategy, text

LOG = (
    "[{version: '0.2', date: 2026-11-24, what: Belonging was added.}, {version: '0.1', date: 2026-01-05, what: First.}]"
)


@pytest.mark.parametrize(("at", "is_told"), [("2026-11-23T23:59", False), ("2026-11-24", True)])
def test_an_account_of_progress_waits_for_its_day(build, at, is_told):
    told = "### 2026-11-24 (November 2026)\n\nThe helpline is open."
    output = build({**PLANNED, "plan/themes/listening.md": theme(progress=told)}, at=at)

    for url in ("/plan/listening/", "/plan/changes/"):
        assert ("The helpline is open." in text(output, url)) is is_told
    assert ("The helpline is open." in (output / "feeds/updates.xml").read_text()) is is_told


def test_a_strategy_whose_version_is_of_a_day_to_come_is_refused_until_then(build, refused):
    files = {**PLANNED, "plan/strategies/ours.md": strategy(change_log=LOG)}
    (found,) = refused(files, at="2026-11-23T23:59")

    assert found.message == "Version 0.2 is dated 2026-11-24, and that day has not come."
    assert found.place.file == "plan/strategies/ours.md"
    assert found.place.line
    assert "Belonging was added." in text(build({}, at="2026-11-24"), "/strategy/")


@pytest.mark.parametrize("key", ["published", "replaced"])
def test_an_earlier_version_of_a_day_to_come_is_refused(refused, key):
    days = {"published": "2026-11-24", "replaced": "2026-11-25"} if key == "published" else {key: "2026-11-24"}
    files = {**PLANNED, "plan/strategies/ours.md": strategy(), "plan/strategies/ours/0-1.md": earlier(**days)}

    told = messages(refused(files, at="2026-11-23"))
    assert f"Version 0.1 is said to be {key} on 2026-11-24, and that day has not come." in told


def test_a_draft_of_a_strategy_may_be_of_any_day(build):
    files = {**PLANNED, "plan/strategies/ours.md": strategy(), "plan/strategies/next.md": draft()}

    assert "Next strategy" in text(build(files, at="2026-11-23", drafts=True), "/strategy/next/")


def draft() -> str:
    new = {"id": "5b0a8f1e-0006-4000-8000-000000000077", "main": "false", "title": "Next strategy"}
    return strategy(status="draft", change_log=LOG, **new)


def test_how_to_take_part_is_not_told_before_a_consultation_opens(build):
    """That it comes is told; the way to answer is not."""
    survey = "{title: Answer here, url: 'https://survey.example/', text: It takes five minutes.}"
    files = {**PLANNED, "plan/consultations/ask.md": consultation(next_step=survey)}
    before, after = (text(build(files, at=at), "/consultations/ask/") for at in ("2026-11-01T23:59", "2026-11-02"))

    assert "It opens on 2 November 2026" in before
    assert "This one opens on 2 November 2026. There may be another that you can answer." in before
    for way in ("How to take part", "Ring us.", "Answer here"):
        assert way not in before
        assert way in after


@pytest.mark.parametrize("key", ["first_day", "report_published"])
def test_an_inspection_is_not_told_before_it_has_happened(build, refused, key):
    visit = "first_day = 2025-11-10\nlast_day = 2025-11-14"
    plan = INSPECTED.replace(visit, f"{key} = 2026-11-24").replace('actions = ["A1"]\n', "")
    files = {"plan/plan.toml": plan, "plan/themes/listening.md": theme()}

    assert f"{key} is 2026-11-24, and that day has not come." in messages(refused(files, at="2026-11-23T23:59"))
    build({}, at="2026-11-24")
