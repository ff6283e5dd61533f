"""What was published of a briefing cannot change unseen: days, corrections, withdrawals, figures; and what is missing."""

import pytest

from plugins.model.findings import Severity
from tests.conftest import run
from tests.small import briefing

FILE = "briefings/2026-11-06-briefing-1.md"
NOTE = "\n  - on: 2026-11-09\n    text: We first wrote 12. It is 14."
GONE = "{on: 2026-11-10, why: A number could tell who somebody is.}"


@pytest.fixture
def publish(build, tmp_path):
    def published(files, **options):
        given = {"publish": True, "caches": tmp_path / "caches", "at": "2026-11-20", **options}
        build(files, **given)
        found = run(tmp_path / "content", tmp_path / "output", **given)["WORKSPACE"].findings
        return [str(one) for one in found if one.severity is Severity.WARNING]

    return published


def test_a_briefing_that_is_published_again_as_it_was_or_in_other_words_is_fine(publish):
    assert not publish({FILE: briefing("On 3 May, 12 came.")})
    assert not publish(
        {FILE: briefing("On 3 May there came 12. [See](https://a.example/2026)", title="'SEND briefing 1: new'")}
    )


def test_other_figures_need_a_correction(publish):
    publish({FILE: briefing("12 came.")})
    for _again in range(2):
        (told,) = publish({FILE: briefing("14 came.")})
        assert "Figures differ from what was published, and no correction says so." in told
    assert not publish({FILE: briefing("14 came.", corrections=NOTE)})
    assert not publish({FILE: briefing("14 came.", corrections=NOTE)})


def test_a_correction_cannot_be_taken_away_unseen(publish):
    publish({FILE: briefing("14 came.", corrections=NOTE)})

    for _again in range(2):
        (told,) = publish({FILE: briefing("14 came.")})
        assert "A correction that was public is gone" in told


def test_a_withdrawal_cannot_be_taken_away_unseen(publish):
    publish({FILE: briefing("14 came.", withdrawn=GONE)})

    assert not publish({FILE: briefing("Nothing here.", withdrawn=GONE)})
    (told,) = publish({FILE: briefing("14 came.")})
    assert "This briefing was withdrawn in public, and it is not any more." in told


def test_a_day_that_makes_a_late_briefing_timely_is_told(publish):
    publish({FILE: briefing(date="2026-11-12T09:00")})

    (told,) = publish({FILE: briefing(date="2026-11-06T09:00")})
    assert f"{FILE}, line 6: This briefing came out on 2026-11-12, and its `date` says 2026-11-06 now." in told


@pytest.mark.parametrize("now", [None, briefing(status="draft")])
def test_a_briefing_that_is_gone_is_told(publish, now):
    publish({FILE: briefing()})

    (told,) = publish({FILE: now})
    assert f"{FILE}: This briefing was published, and is gone." in told


def test_another_id_for_the_same_file_is_told_as_that(publish):
    publish({FILE: briefing()})

    (told,) = publish({FILE: briefing(id="5b0a8f1e-0003-4000-8000-000000000099")})
    assert "The `id` of this briefing differs from the one that was published" in told


def test_a_build_as_of_an_earlier_moment_forgets_nothing(publish):
    publish({FILE: briefing("12 came.")})
    assert not publish({FILE: briefing("12 came.")}, at="2026-11-01")

    assert publish({FILE: briefing("14 came.")})


def test_what_is_not_public_yet_may_change(publish):
    publish({FILE: briefing("12 came.", date="2026-11-27T09:00")})
    publish({FILE: briefing("12 came.")}, publish=False)

    assert not publish({FILE: briefing("14 came.", date="2026-12-04T09:00")})


@pytest.mark.parametrize(
    ("keys", "body", "told"),
    [
        ({"title": "'SEND briefing 1: what this one is about'"}, "Words.", "what this one is about"),
        ({"summary": "One plain sentence that says what this is."}, "Words.", "The summary is still the one"),
        ({}, "## In one minute\n\n-\n\n## Late", "only a hyphen"),
    ],
)
def test_what_the_writer_did_not_write_does_not_come_out(build, refused, keys, body, told):
    (found,) = refused({FILE: briefing(body, **keys)}, at="2026-11-20")

    assert told in str(found)
    assert build({FILE: briefing(body, **keys, status="draft")}, at="2026-11-20")
