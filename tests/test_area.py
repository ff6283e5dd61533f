"""The partnership in one file: another file, another partnership, and no mistake in it is half read."""

import pytest

from plugins.model.brand import Brand
from plugins.model.colours import contrast
from tests.conftest import tree
from tests.small import AREA, PLAN, entries, news, page, theme


def one(findings):
    errors = [finding for finding in findings if finding.severity.name == "ERROR"]
    assert len(errors) == 1, errors
    return errors[0]


def test_another_file_makes_another_partnership(build):
    output = build({"area.toml": AREA.replace("Smallshire", "Largeshire").replace("01632 960 001", "01632 960 777")})

    for name, data in tree(output).items():
        assert b"Smallshire" not in data, name
    assert b"Largeshire SEND Local Offer" in (output / "index.html").read_bytes()
    assert b"01632 960 777" in (output / "help/index.html").read_bytes()


def test_the_name_of_the_local_offer_is_shown(build):
    output = build({"area.toml": AREA.replace('local_offer = "Local Offer"', 'local_offer = "Help Book"')})

    assert "This is our Help Book:" in (output / "index.html").read_text()


def test_nothing_about_brackenshire_is_in_code_or_theme():
    from tests.conftest import ROOT

    for folder in ("plugins", "theme"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.is_file()
                and path.suffix in {".py", ".html", ".scss", ".svg", ".toml"}
                and path.name != "examples.toml"
            ):
                assert "brackenshire" not in path.read_text().lower(), path


@pytest.mark.parametrize(
    ("wrong", "key", "message"),
    [
        (('hours = "Monday to Friday"\n', ""), "contact", "`contact.hours` is missing from this partnership."),
        (("hours =", "ours ="), "contact", "`contact.hours` is missing from this partnership."),
        (("offer@smallshire.example", "offer"), "contact.email", "`contact.email`: “offer” is not an e-mail address."),
        (('kind = "delayed"', 'kind = "late"'), "statuses.2.kind", "`statuses.2.kind` says “late”."),
        (('definition = "It may be late."\n', ""), "statuses.2", "`statuses.2.definition` is missing from this partnership."),
        (('"https://send.example.org"', '"send.example.org"'), "address", "`address`: “send.example.org” is not the address of a site."),
        (("2026-10-01", '"01/10/2026"'), "accessibility.prepared", "`accessibility.prepared`: “01/10/2026” can mean two different days."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key(refused, wrong, key, message):
    findings = refused({"area.toml": AREA.replace(*wrong)})

    assert message in [finding.message for finding in findings]
    assert next(finding for finding in findings if finding.message == message).place.key.startswith(key)


@pytest.mark.parametrize(
    "address", ["https://[x", "/send/", "mailto:a@b.example", "https://x.example/?q=1", "https://x y/"]
)
def test_an_address_no_site_can_have_is_refused(refused, address):
    assert (
        "is not the address of a site"
        in one(refused({"area.toml": AREA.replace("https://send.example.org", address)})).message
    )


def test_all_mistakes_of_the_file_are_told_at_once(refused):
    wrong = (
        AREA.replace("hours =", "ours =")
        .replace("offer@smallshire.example", "offer")
        .replace('kind = "delayed"', 'kind = "late"')
    )

    assert len(refused({"area.toml": wrong})) == 4


def test_a_file_that_is_not_toml_is_told_with_its_line(refused):
    finding = one(refused({"area.toml": AREA.replace('short = "Smallshire"', 'short = "Smallshire')}))

    assert "line 5" in finding.message
    assert finding.place.file == "area.toml"


def test_a_missing_file_is_told(build, tmp_path, refused):
    build()

    assert one(refused({"area.toml": None})).message == "The file is missing."


def test_a_language_that_does_not_exist_is_told(refused):
    assert (
        "is not a language that dates can be told in"
        in one(refused({"area.toml": AREA.replace("address =", 'language = "xx-nowhere"\naddress =')})).message
    )


def test_colours_that_cannot_be_read_are_refused_and_it_is_said_by_how_much(refused):
    finding = one(refused({"area.toml": AREA + '\n[brand]\nheader = "#8a8a8a"\n'}))

    assert "white text on header is 3.45:1, 1.05 too low" in finding.message
    assert "at least 4.5:1" in finding.mend


def test_the_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert min(contrast(text, behind) for _name, text, behind in Brand().pairs) >= 4.5


def test_the_colours_of_the_area_are_in_its_stylesheet(build):
    output = build({"area.toml": AREA + '\n[brand]\nheader = "#5a1846"\n'})

    assert "--area-header:#5a1846" in next(output.rglob("*.css")).read_text()


STATEMENT = "accessibility-statement/index.html"
FIXED_BY_LAW = (
    "Accessibility statement for",
    "This accessibility statement applies to",
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Preparation of this accessibility statement",
    "This website is partially compliant",
    "Equality and Human Rights Commission",
)


@pytest.mark.parametrize("words", FIXED_BY_LAW)
def test_the_accessibility_statement_has_what_the_law_fixes(build, words):
    from bs4 import BeautifulSoup

    text = " ".join(BeautifulSoup((build() / STATEMENT).read_text(), "lxml").main.get_text(" ").split())

    assert words in text.replace("'", "’")


FULLY = AREA.replace('status = "partially"', 'status = "fully"')
WITHOUT_ISSUES = FULLY[: FULLY.index("[[accessibility.issues]]")]


@pytest.mark.parametrize("area", [FULLY, WITHOUT_ISSUES])
def test_fully_compliant_is_refused_without_an_audit_and_beside_known_issues(refused, area):
    assert "without a dated manual audit" in one(refused({"area.toml": area})).message


def test_fully_compliant_may_be_said_after_an_audit(build):
    audited = WITHOUT_ISSUES + '\n[accessibility.audit]\non = 2026-09-01\nby = "An auditor"\n'

    assert "fully compliant" in (build({"area.toml": audited}) / STATEMENT).read_text()


def test_contacts_members_and_subscription_are_shown(build):
    more = 'subscribe = { url = "https://lists.example/x", holder = "The council holds it." }\nmembers = { title = "Members", url = "https://members.example/" }\n'
    output = build({"area.toml": more + AREA})

    assert "The council holds it." in (output / "feeds/index.html").read_text()
    assert "https://members.example/" in (output / "help/index.html").read_text()
    assert "plan@smallshire.example" in (output / "contact/index.html").read_text()


PLANNED = {"plan/plan.toml": PLAN, "plan/themes/listening.md": theme()}


def test_a_theme_page_has_its_sections_in_order(build):
    from bs4 import BeautifulSoup

    from tests.small import SECTIONS

    main = BeautifulSoup((build(PLANNED) / "plan/listening/index.html").read_text(), "lxml").main
    headings = [" ".join(one.get_text().split()) for one in main.find_all("h2")]

    assert [one for one in headings if one in SECTIONS] == list(SECTIONS)


def test_a_section_that_is_missing_is_told(refused):
    from tests.small import SECTIONS

    finding = one(refused({**PLANNED, "plan/themes/listening.md": theme(SECTIONS[:-1])}))

    assert (finding.place.file, finding.message) == (
        "plan/themes/listening.md",
        "The section “What still needs to improve” is missing.",
    )


def test_a_section_out_of_order_is_told_with_its_line(refused):
    from tests.small import SECTIONS

    finding = one(refused({**PLANNED, "plan/themes/listening.md": theme((SECTIONS[1], SECTIONS[0], *SECTIONS[2:]))}))

    assert finding.place.line == 6
    assert finding.message == "“What families told us” comes before “What we will do”."


def test_a_section_of_another_name_is_told(refused):
    findings = refused({**PLANNED, "plan/themes/listening.md": theme() + "\n## Our feelings\n"})

    assert "“Our feelings” is not a section of a theme." in one(findings).message


def test_an_account_of_progress_needs_its_date_and_its_period(refused):
    finding = one(refused({**PLANNED, "plan/themes/listening.md": theme(progress="### Last month\n\nWe began.")}))

    assert finding.message == "Each account of progress needs its date and its period."


def test_progress_is_shown_newest_first_and_none_from_the_future(build):
    told = "### 2026-10-01 (September)\n\nOlder.\n\n### 2026-11-01 (October)\n\nNewer.\n\n### 2026-12-01 (November)\n\nSecret."
    text = (
        build({**PLANNED, "plan/themes/listening.md": theme(progress=told)}) / "plan/listening/index.html"
    ).read_text()

    assert text.index("Newer.") < text.index("Older.")
    assert "Secret" not in text


def test_a_theme_without_a_file_is_told(refused):
    assert "has no page" in one(refused({"plan/plan.toml": PLAN})).message


def test_a_theme_file_that_no_theme_names_is_told(refused):
    assert one(refused({**PLANNED, "plan/themes/other.md": theme()})).message.startswith(
        "No theme of the plan has this slug"
    )


def test_a_declared_number_of_themes_that_differs_stops_the_build(refused):
    finding = one(refused({**PLANNED, "plan/plan.toml": PLAN.replace("themes_count = 1", "themes_count = 7")}))

    assert finding.message == "The plan says it has 7 themes, but 1 are listed."


QUOTE = "quotations:\n  - voice: family\n    text: We were heard at last.\n    who: A parent\n"
PERMISSION = "    permission: {given: 2026-05-01, held_by: Participation Lead}\n"


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("", False),
        (PERMISSION, False),
        (PERMISSION + "    checked_by: [Participation Lead]\n", False),
        (PERMISSION + "    checked_by: [Participation Lead, participation lead]\n", False),
        (PERMISSION + "    checked_by: ['Head of SEND', 'Head  of SEND']\n", False),
        ("    checked_by: [Participation Lead, Head of SEND]\n", False),
        (PERMISSION + "    checked_by: [Participation Lead, Head of SEND]\n", True),
    ],
)
def test_a_quotation_needs_permission_and_two_people_who_checked(build, given, published):
    output = build({**PLANNED, "plan/themes/listening.md": theme(extra=QUOTE + given)})
    shown = [name for name, data in tree(output).items() if b"heard at last" in data]

    assert bool(shown) is published


def test_a_script_in_a_quotation_is_text(build):
    quote = (
        QUOTE.replace("We were heard at last.", '"<script>alert(1)</script>"') + PERMISSION + "    checked_by: [A, B]\n"
    )
    text = (
        build({**PLANNED, "plan/themes/listening.md": theme(extra=quote)}) / "plan/listening/index.html"
    ).read_text()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text


def test_milestones_out_of_order_stop_the_build(refused):
    steps = '\n[[milestones]]\nwhat = "Approved"\nkind = "approved"\ndate = 2026-01-01\n[[milestones]]\nwhat = "Sent"\nkind = "submitted"\ndate = 2026-03-01\n'
    finding = one(refused({**PLANNED, "plan/plan.toml": PLAN + steps}))

    assert finding.message == "The plan was approved before it was submitted."


@pytest.mark.parametrize(
    ("at", "words"),
    [("2026-05-01", "month 1 of 18"), ("2026-11-22", "month 7 of 18"), ("2027-10-31", "month 18 of 18")],
)
def test_the_month_of_the_plan_is_right_on_a_given_day(build, at, words):
    started = PLAN.replace("themes_count", 'starts = "2026-05"\nends = "2027-10"\nmonths = 18\nthemes_count')

    assert words in (build({**PLANNED, "plan/plan.toml": started}, at=at) / "plan/index.html").read_text()


def stood() -> bytes:
    """Return a snapshot of three actions: one done, one late, one whose date is not understood."""
    from plugins.model.actions import Action, Due, Evidence, Snapshot
    from plugins.model.dates import partial_date
    from plugins.sources.snapshots import canonical

    def action(ref, status, due, **more):
        return Action(
            id=f"5b0a8f1e-0009-4000-8000-{int(ref.replace('.', '')):012d}",
            ref=ref,
            theme=1,
            text=f"Do {ref}",
            status=status,
            due=due,
            **more,
        )

    late = Due(text="Sept 2026", date=partial_date("2026-09"))
    never = Due(text="when we can")
    shown = Evidence(title="The page", date=partial_date("2026-09-30").first, url="/plan/")
    proof = {"evidence": shown, "effect": "You can ring without a letter."}
    actions = (action("1.1", "done", late, **proof), action("1.2", "on-track", late), action("1.10", "delayed", never))
    return canonical(Snapshot(as_at=partial_date("2026-10-10").first, actions=actions))


STOOD = {**PLANNED, "plan/history/2026-10-10.json": stood()}
STOOD["plan/actions.toml"] = entries(STOOD)
RECEIVED = '{"received": "2026-11-10T09:00:00+00:00"%s}'
REFUSED = RECEIVED % ', "refused_since": "2026-11-12T09:00:00+00:00"'


@pytest.mark.parametrize(
    ("given", "at", "told"),
    [
        (RECEIVED % "", "2026-11-22", False),
        (REFUSED, "2026-11-15T08:59", False),
        (REFUSED, "2026-11-15T09:00", True),
    ],
)
def test_a_refused_update_is_told_after_three_days(build, given, at, told):
    text = (build({**STOOD, "plan/received.json": given}, at=at) / "plan/index.html").read_text()

    assert "10 November 2026 at 09:00" in text
    assert ("12 November 2026" in text) is told


def test_the_plan_says_how_its_actions_stand_and_what_each_word_means(build):
    output = build(STOOD)
    page = (output / "plan/listening/index.html").read_text()

    for file in ("index.html", "plan/index.html", "plan/listening/index.html"):
        assert "1 of 3 actions is done and shows its evidence; 1 is late." in " ".join(
            (output / file).read_text().split()
        ), file
    assert "Late: 10 days past its date" in page
    assert "when we can" in page
    assert 'href="/plan/actions/1-2/"' in (output / "plan/index.html").read_text()
    assert 'id="action-1-2"' in page
    assert "It will be done by its date." in page
    assert page.index("Do 1.2") < page.index("Do 1.10")


def test_a_news_item_tied_to_the_plan_is_on_the_plan_and_leads_to_it(build):
    output = build({**PLANNED, "news/a.md": news(themes="[listening]", title="Tied")})

    assert "Tied" in (output / "plan/index.html").read_text()
    assert 'href="/plan/listening/"' in (output / "news/a/index.html").read_text()


def test_an_unknown_theme_in_a_news_item_is_told(refused):
    finding = one(refused({**PLANNED, "news/a.md": news(themes="[lisening]")}))

    assert finding.message == "`themes` names “lisening”, and the plan has no such theme."
    assert finding.mend == "Did you mean “listening”?"


def test_an_area_without_a_plan_has_no_plan_in_its_navigation(build):
    output = build({"pages/local-offer/index.md": page(id="5b0a8f1e-0001-4000-8000-000000000009")})

    assert 'href="/plan/"' not in (output / "index.html").read_text()
    assert 'href="/local-offer/"' in (output / "index.html").read_text()
