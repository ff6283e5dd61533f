"""Every word the code prints is in one catalogue, and another language is a folder."""

import re
import shutil

import pelican
import pytest
from bs4 import BeautifulSoup
from pelican.settings import read_settings

from plugins.model.dates import partial_date
from plugins.model.language import Language
from tests.conftest import AT, ROOT, write
from tests.small import AREA, PAGE, PLAN, briefing, news, theme
from tests.test_events import event

_COMES = {"audience": "Some words", "online": "{join: Some words}", "changes": "[{on: 2026-11-06, what: Words.}]"}
CANCELLED = event(**_COMES, cancelled="{on: 2026-11-06, why: Some words.}")
EVENT = event(
    **{
        **_COMES,
        "id": "5b0a8f1e-0009-4000-8000-000000000002",
        "starts": "2026-11-24T00:00",
        "ends": "2026-11-24T12:00",
    },
    booking="{telephone: 01632 960 001, text_number: 07700 900 001, email: a@b.example, url: 'https://b.example/'}",
)


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory):
    """A small site in a language that puts every message of the code in brackets."""
    from babel.messages.pofile import read_po, write_po

    folder = tmp_path_factory.mktemp("language")
    shutil.copytree(ROOT / "theme", folder / "theme")
    with (ROOT / "theme" / "locales" / "messages.pot").open("rb") as template:
        catalogue = read_po(template, locale="cy")
    forms = catalogue.num_plurals
    for message in catalogue:
        if message.id:
            plural = isinstance(message.id, tuple)
            message.string = tuple(f"⟦{message.id[-1]}⟧" for _ in range(forms)) if plural else f"⟦{message.id}⟧"
    (folder / "theme" / "locales" / "cy").mkdir()
    with (folder / "theme" / "locales" / "cy" / "messages.po").open("wb") as file:
        write_po(file, catalogue)
    area = AREA.replace("address =", 'language = "cy"\naddress =')
    write(folder / "content", {"area.toml": area, "pages/help.md": PAGE, "news/a.md": news(themes="[listening]")})
    write(folder / "content", {"events/a.md": CANCELLED, "events/b.md": EVENT})
    write(
        folder / "content", {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme(), "briefings/b.md": briefing()}
    )
    override = {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "output"), "THEME": str(folder / "theme")}
    settings = read_settings(str(ROOT / "pelicanconf.py"), override=override)
    settings["SITE"] = {**settings["SITE"], "at": AT}
    settings["INCREMENTAL"] = {"state": folder / "state"}
    pelican.Pelican(settings).run()
    return folder / "output"


def own_words() -> set[str]:
    """Every word that the small area's own content uses."""
    texts = [AREA, PAGE, PLAN, EVENT, theme(), news(), briefing()]
    return {word.lower() for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)}


def test_no_word_of_the_code_escapes_the_catalogue(mirrored):
    content = own_words() | {"https", "http", "com", "org", "www", "example", "index", "months"}
    for path in mirrored.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(), "lxml")
        for element in soup(["style", "script"]):
            element.decompose()
        text = re.sub(r"(https?://|www\.|mcmw\.)[^\s⟦⟧]+|[^\s⟦⟧]+@[^\s⟦⟧]+", " ", soup.get_text(" "))
        for _depth in range(4):  # a message may stand in a message
            text = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        left = {word for word in re.findall(r"[^\W\d_]{3,}", text) if word.lower() not in content}
        assert not left - _DATES, (path, left - _DATES, text[-600:])


# What Babel writes for 1, 6 and Tuesday 24 November, 1 October in Welsh, and what is a name and not a word.
_DATES = {"Tachwedd", "Dydd", "Mawrth", "Hydref", "mis", "Equality", "WCAG", "RSS", "AbilityNet", "EASS", "EHRC"}


def test_dates_are_told_in_the_language():
    assert Language("cy").day(partial_date("2026-11-06").first) == "6 Tachwedd 2026"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-11-06", "6 November 2026"),
        ("2023-07", "July 2023"),
        ("2019", "2019"),
        ("autumn 2019", "autumn 2019"),
        ("Spring term 2026", "spring term 2026"),
        ("Q3 2025/26", "October to December 2025"),
        ("winter 2026", "winter 2026"),
    ],
)
def test_a_date_is_told_exactly_as_precisely_as_it_is_known(written, told):
    assert Language("en-GB").in_words(partial_date(written)) == told


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("winter 2027", "2027-12-01", "2028-02-29"),
        ("Q4 2025/26", "2026-01-01", "2026-03-31"),
        ("autumn term 2026", "2026-09-01", "2026-12-31"),
        ("summer term 2026", "2026-04-16", "2026-07-31"),
    ],
)
def test_every_date_has_a_defined_first_and_last_day(written, first, last):
    known = partial_date(written)

    assert (known.first.isoformat(), known.last.isoformat()) == (first, last)


@pytest.mark.parametrize("written", ["06/11/2026", "2026-13", "2026-02-30", "Novembre 2026", "soon", "", "Q5 2025/26"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):
        partial_date(written)


def test_a_range_of_days_repeats_nothing():
    days = [partial_date(one).first for one in ("2025-07-07", "2025-07-11", "2025-08-01", "2026-01-02")]
    told = [Language("en-GB").days(days[0], one) for one in days]

    assert told == ["7 July 2025", "7 to 11 July 2025", "7 July to 1 August 2025", "7 July 2025 to 2 January 2026"]
