"""What stands in images/ and documents/ is public: only what may be is published."""

import pytest

from tests.conftest import write
from tests.small import page


def test_pictures_and_documents_are_published_as_they_are(build):
    output = build({"images/a.png": b"x", "documents/plans/Plan (final), 2026.pdf": b"y"})

    assert (output / "images/a.png").read_bytes() == b"x"
    assert (output / "documents/plans/Plan (final), 2026.pdf").read_bytes() == b"y"


@pytest.mark.parametrize("name", [".secret", ".git/config", "~$plan.docx", "Thumbs.db", "a/.DS_Store"])
def test_what_programs_leave_behind_is_not_published(build, name):
    output = build({f"documents/{name}": b"x"})

    assert not (output / "documents" / name).exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("documents/a.html", b"<p>", "A page that is ready-made is checked by nobody."),
        ("documents/a.JS", b"x", "A page that is ready-made is checked by nobody."),
        ("images/a.svg", b"<svg><script>x</script></svg>", "This picture holds a program."),
        ("images/a.svg", b'<svg onload="x()"/>', "This picture holds a program."),
        ("images/a?.png", b"x", "The name of this file cannot stand in an address."),
        ("images/a\udc80.png", b"x", "The name of this file cannot stand in an address."),
    ],
)
def test_what_nobody_can_answer_for_is_refused(refused, name, data, message):
    assert message in [one.message for one in refused({name: data})]


def test_a_link_to_a_file_outside_is_refused(build, refused, tmp_path):
    build()
    write(tmp_path, {"outside.txt": "secret"})
    (tmp_path / "content/documents").mkdir()
    (tmp_path / "content/documents/x.txt").symlink_to(tmp_path / "outside.txt")

    assert [one.message for one in refused({})] == ["This is a link to a file outside the folder."]


def test_a_spreadsheet_is_published_with_a_warning(build, caplog):
    build({"documents/a.xlsx": b"x"})

    assert "Everyone will be able to read all of this spreadsheet." in caplog.text


def test_a_missing_share_picture_is_told(refused):
    from tests.small import AREA

    found = refused({"area.toml": AREA.replace("address =", 'share_image = "/images/no.png"\naddress =')})

    assert [one.message for one in found] == ["There is no picture /images/no.png."]


def test_an_icon_that_does_not_exist_is_told(build, caplog):
    build({"pages/help.md": page(icon="buss")})

    assert "There is no icon called “buss”." in caplog.text
    assert "Did you mean “bus”?" in caplog.text


@pytest.mark.parametrize("name", ["pages/x.html", "news/x.MD", "briefings/x.txt", "pages/x.rst"])
def test_a_file_that_nobody_reads_is_told(build, caplog, name):
    build({name: "<p>x"})

    assert name in caplog.text
    assert "does not end in .md" in caplog.text


def test_a_status_that_was_taken_away_is_told_without_a_trace(build, refused):
    from tests.small import AREA
    from tests.test_area import STOOD

    build(STOOD)
    fewer = AREA.replace('id = "delayed"', 'id = "slow"')
    found = refused({"area.toml": fewer})

    assert [one.message for one in found] == ["The status “delayed” is used in the plan's history and is not defined."]


def test_two_statuses_may_not_share_an_id_or_a_word(refused):
    from tests.small import AREA

    assert "the same id: “done”" in refused({"area.toml": AREA.replace('id = "delayed"', 'id = "done"')})[0].message
    assert "the same word" in refused({"area.toml": AREA.replace('"Amber"', '"green"')})[0].message
