"""GOV.UK Notify: its official client against a stand-in, and our mail in its Markdown with nothing lost."""

import re
import subprocess
import time
from collections import Counter
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.briefings.html_out import whole
from plugins.briefings.mail.notify_markdown import JOINER, notify_markdown
from plugins.delivery.sending.backend import Fate, Letter
from plugins.delivery.sending.notify import NotifyBackend
from plugins.delivery.sending.ways import way
from plugins.model.mailing import content_digest
from tests.conftest import ROOT
from tests.letters import GENERAL, HTML, NAME, SUBJECT, TEXT, a_list, command, environment, lay_out, mailing, prepared
from tests.notify_stand_in import (
    HANG_UP_AFTER,
    HANG_UP_BEFORE,
    KEY,
    SAY_NOTHING,
    TEMPLATE,
    TRIAL,
    StandIn,
    error,
)

PERSON, OWN = "parent@example.org", "https://lists.example/stop?who=(1)"
MARKDOWN = f"Twelve are done.\n\n# Briefing 14\n\n[Stop]({GENERAL})\n"
RATE = error("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds")


@pytest.fixture
def notify():
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def backend(notify):
    waited = []
    made = NotifyBackend(TEMPLATE, env(notify), wait=waited.append, seconds=0.5)
    made.waited = waited
    yield made
    made.close()


def env(notify):
    return {"NOTIFY_API_KEY": KEY, "NOTIFY_API_URL": notify.url}


def letter(to=PERSON, notify=MARKDOWN, own=OWN):
    return Letter(prepared(), HTML, TEXT, to, own, "ab" * 16, notify)


# ---- Sending ---------------------------------------------------------------------------------------------------------


def test_a_letter_goes_with_its_subject_body_label_and_the_persons_own_way_to_stop(notify, backend):
    assert backend.deliver(letter()).fate is Fate.SENT

    (asked,) = notify.taken
    assert asked == {
        "email_address": PERSON,
        "template_id": TEMPLATE,
        "personalisation": {
            "subject": SUBJECT,
            "body": MARKDOWN.replace(GENERAL, "https://lists.example/stop?who=%281%29"),
        },
        "reference": f"{prepared().id}-{'ab' * 16}",
        "one_click_unsubscribe_url": OWN,
    }


def test_a_sample_has_the_general_way_to_stop(notify, backend):
    assert backend.deliver(letter(own=None)).fate is Fate.SENT
    assert notify.taken[0]["one_click_unsubscribe_url"] == GENERAL
    assert f"]({GENERAL})" in notify.taken[0]["personalisation"]["body"]


@pytest.mark.parametrize(
    ("answer", "fate", "said"),
    [
        ((400, error("ValidationError", "email_address is not a valid email address")), Fate.REFUSED, "the address"),
        ((400, error("ValidationError", "email_address Not a valid email address")), Fate.REFUSED, "the address"),
        ((400, error("InvalidEmailError", "Not a valid email address")), Fate.REFUSED, "the address"),
        (
            (400, error("ValidationError", "one_click_unsubscribe_url is not a valid https url")),
            Fate.REFUSED,
            "to stop at",
        ),
        ((400, error("ValidationError", "template_id is not a valid UUID")), Fate.STOP, "template_id"),
        ((400, error("BadRequestError", "Template not found")), Fate.STOP, "Template not found"),
        ((400, error("BadRequestError", TRIAL)), Fate.STOP, "trial mode"),
        (
            (400, error("BadRequestError", "Can't send to this recipient using a team-only API key")),
            Fate.STOP,
            "team-only",
        ),
        ((400, error("BadRequestError", f"{PERSON} is odd")), Fate.STOP, "… is odd"),
        ((400, b"<html>no</html>"), Fate.STOP, "400"),
        ((401, error("AuthError", "Unauthorized")), Fate.STOP, "401"),
        (
            (403, error("AuthError", "Error: Your system clock must be accurate to within 30 seconds")),
            Fate.STOP,
            "clock",
        ),
        ((404, b""), Fate.STOP, "404"),
        ((413, b""), Fate.STOP, "413"),
        (
            (429, error("TooManyRequestsError", "Exceeded send limits (email: 250000) for today")),
            Fate.STOP,
            "press again",
        ),
        ((500, error("Exception", "Internal server error")), Fate.LATER, "500 Exception"),
        ((503, error("JobIncompleteError", "later")), Fate.LATER, "503"),
        ((502, b"<html>bad gateway</html>"), Fate.UNKNOWN, "502"),
        ((503, b"<html>nobody here</html>"), Fate.UNKNOWN, "503"),
        ((504, b"<html>gateway timeout</html>"), Fate.UNKNOWN, "504"),
        ((201, b"not JSON"), Fate.UNKNOWN, "no clear answer"),
        ((200, b'{"welcome": "to this hotel"}'), Fate.UNKNOWN, "did not say"),
        ((200, b"[]"), Fate.UNKNOWN, "did not say"),
        (HANG_UP_BEFORE, Fate.UNKNOWN, "no answer after"),
        (HANG_UP_AFTER, Fate.UNKNOWN, "no answer after"),
        (SAY_NOTHING, Fate.UNKNOWN, "no answer after"),
    ],
    ids=str,
)
def test_each_answer_means_one_thing_and_no_reason_holds_an_address_or_the_key(notify, backend, answer, fate, said):
    notify.answers[PERSON] = answer

    outcome = backend.deliver(letter())

    assert outcome.fate is fate
    assert said in outcome.reason
    assert PERSON not in outcome.reason
    assert KEY[-36:] not in outcome.reason
    assert len(notify.calls) == 1  # whatever it means, it is not tried again by itself


def test_a_letter_whose_answer_was_lost_went_although_the_client_says_503(notify, backend):
    """So a 503 of the client must never be read as “not taken”."""
    notify.answers[PERSON] = HANG_UP_AFTER

    assert backend.deliver(letter()).fate is Fate.UNKNOWN
    assert len(notify.taken) == 1


def test_nobody_there_stops_and_the_letter_was_not_handed_over():
    nobody = NotifyBackend(TEMPLATE, {"NOTIFY_API_KEY": KEY, "NOTIFY_API_URL": "http://127.0.0.1:9"})

    outcome = nobody.deliver(letter())

    assert (outcome.fate, outcome.reason) == (Fate.STOP, "GOV.UK Notify cannot be reached")


def test_gone_in_the_middle_of_a_run_stops_and_gives_the_letter_back():
    with StandIn() as stand_in:
        made = NotifyBackend(TEMPLATE, env(stand_in), seconds=0.5)
        assert made.deliver(letter()).fate is Fate.SENT
    made._client.request_session.close()  # a connection that was kept open is gone with its server

    assert made.deliver(letter("other@example.org")).fate is Fate.STOP


def test_too_fast_waits_and_goes_on(notify, backend):
    notify.answers[PERSON] = [(429, RATE), (429, RATE)]

    assert backend.deliver(letter()).fate is Fate.SENT
    assert backend.waited == [1.0, 5.0]
    assert [one["email_address"] for one in notify.taken] == [PERSON]


def test_a_limit_that_lasts_longer_than_its_minute_puts_the_letter_off(notify, backend):
    notify.answers[PERSON] = (429, RATE)

    assert backend.deliver(letter()).fate is Fate.LATER
    assert sum(backend.waited) > 60


def test_the_stand_ins_own_limits_are_told_apart(backend, notify):
    notify.a_minute = 1
    assert backend.deliver(letter("a@example.org")).fate is Fate.SENT
    assert backend.deliver(letter("b@example.org")).reason == "429 RateLimitError"

    notify.a_minute, notify.a_day = 3000, 1
    assert "today" in backend.deliver(letter("c@example.org")).reason


def test_a_fault_that_everybody_meets_ends_the_run(notify, backend):
    people = [f"p{number}@example.org" for number in range(5)]
    notify.answers = dict.fromkeys(people, (500, error("Exception", "Internal server error")))

    fates = [backend.deliver(letter(one)).fate for one in people]

    assert fates == [Fate.LATER] * 4 + [Fate.STOP]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ({"body": "A letter without a place for the body"}, "lacks ((body)) in its body"),
        ({"subject": "Always the same"}, "lacks ((subject)) in its subject"),
        ({"type": "sms"}, "not one for e-mails"),
    ],
)
def test_a_template_that_would_send_an_empty_mail_stops_before_the_first_letter(notify, backend, template, said):
    notify.template |= template

    outcome = backend.deliver(letter())

    assert outcome.fate is Fate.STOP
    assert said in outcome.reason
    assert not notify.calls


def test_a_template_with_places_of_its_own_stops(notify, backend):
    notify.template["body"] += " ((first_name))"

    assert "first_name" in backend.deliver(letter()).reason
    assert not notify.taken


def test_another_services_key_stops_and_is_never_told(notify, backend):
    notify.secret = "00000000-0000-0000-0000-000000000000"

    outcome = backend.deliver(letter())

    assert (outcome.fate, "API key not found" in outcome.reason) == (Fate.STOP, True)
    assert KEY not in repr(backend.__dict__ | {"_key": ""})


def test_what_notify_cannot_take_is_said_before_it_is_asked(notify, backend):
    assert "2,000,000" in backend.deliver(letter(notify="é" * 1_000_001)).reason
    assert "notify.md" in backend.deliver(letter(notify="")).reason
    assert not notify.calls


def test_limits_are_said_before_sending(backend):
    assert backend.in_the_way(250_000, 50) == []
    assert "--per-second 50" in backend.in_the_way(10, 51)[0]
    assert "250,001" in backend.in_the_way(250_001, 1)[0]
    assert all(words in backend.says for words in ("3,000 a minute", "250,000 a day", "50 a day"))


@pytest.mark.parametrize(
    ("template", "environment", "said"),
    [
        ("my-template", {"NOTIFY_API_KEY": KEY}, "ID"),
        (TEMPLATE, {}, "NOTIFY_API_KEY"),
        (TEMPLATE, {"NOTIFY_API_KEY": KEY[-73:-1]}, "whole key"),
        (TEMPLATE, {"NOTIFY_API_KEY": KEY, "NOTIFY_API_URL": "http://notify.example"}, "https"),
        (TEMPLATE, {"NOTIFY_API_KEY": KEY, "NOTIFY_API_URL": "nonsense"}, "https"),
    ],
)
def test_what_cannot_be_set_up_is_refused_without_telling_the_key(template, environment, said):
    with pytest.raises(ValueError, match=said) as refused:
        way(f"notify:{template}", mailing(), environment, [], plain=False)

    assert KEY[-36:] not in str(refused.value)


# ---- The whole command -----------------------------------------------------------------------------------------------


def pressed(folder, notify, *words):
    return subprocess.run(
        command(folder, "--via", f"notify:{TEMPLATE}", *words),
        cwd=ROOT,
        env={**environment(folder), **env(notify)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_whole_sending_through_notify_and_no_second_letter_at_the_second_press(tmp_path, notify, serve):
    site = serve(tmp_path / "site")
    content = content_digest(SUBJECT, HTML, TEXT, MARKDOWN)
    lay_out(tmp_path, content=content, page=f"{site}/briefings/14/")
    (tmp_path / "mail" / NAME / "notify.md").write_bytes(MARKDOWN.encode())
    people = [f"p{number}@example.org" for number in range(12)]
    notify.answers = {people[3]: HANG_UP_AFTER, people[5]: (400, error("ValidationError", "email_address is odd"))}
    to = str(a_list(tmp_path / "list.csv", people))
    again = ["--to", to, "--go", "--confirm", "14", "--per-second", "50"]

    tried = pressed(tmp_path, notify, "--test", "me@example.org")
    first = pressed(tmp_path, notify, *again)
    second = pressed(tmp_path, notify, *again)

    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert (first.returncode, second.returncode) == (3, 3), first.stdout + first.stderr
    assert Counter(one["email_address"] for one in notify.taken) == Counter(
        [*people[:5], *people[6:], "me@example.org"]
    )
    assert "unknown" in second.stdout
    assert not any(one in result.stdout + result.stderr for one in (*people, KEY) for result in (tried, first, second))


def test_notify_md_that_was_changed_by_hand_is_refused(tmp_path, notify):
    lay_out(tmp_path, content=content_digest(SUBJECT, HTML, TEXT, MARKDOWN))
    (tmp_path / "mail" / NAME / "notify.md").write_bytes(MARKDOWN.replace("Twelve", "Thirteen").encode())

    result = pressed(tmp_path, notify, "--test", "me@example.org")

    assert result.returncode == 1
    assert "changed by hand" in result.stdout + result.stderr
    assert not notify.calls


# ---- Our mail in its Markdown ----------------------------------------------------------------------------------------


def read(markdown):
    """Return the words of Notify's *markdown* as a person reads them, and where its links lead."""
    links = re.findall(r"(?<!\\)\]\((\S+?)\)", markdown) + re.findall(r"(?<!\()https://\S+[\w/]", markdown)
    words = re.sub(r"(?<!\\)\]\(\S+?\)", "", markdown)
    words = re.sub(r"(?m)^(\^ ?|\s*(\*|1\.|##?) )+", "", words)
    words = re.sub(r"(?<!\\)\[", "", words)
    return re.sub(r"\\(.)", r"\1", words).replace(JOINER, ""), [unquote(one) for one in links]


def squeezed(text):
    return re.sub(r"[\s\xa0]+", " ", text).strip()


def test_every_number_and_link_of_every_edition_is_in_its_markdown(demonstration):
    for path in sorted(demonstration.glob("briefings/*/index.html")):
        main = BeautifulSoup(path.read_bytes(), "lxml").find(id="main")
        html = whole(str(main), "https://send.example/briefings/x/", calls=True)
        soup = BeautifulSoup(html, "lxml")

        words, links = read(notify_markdown(html, ""))

        for one in soup.find_all(["h1", "h2", "h3", "li", "p", "td", "th"]):
            if not one.find(["ul", "ol", "p", "br"]):
                assert squeezed(one.get_text()) in squeezed(words), path
        assert not Counter(re.findall(r"\d+", soup.get_text(" "))) - Counter(re.findall(r"\d+", words)), path
        wanted = {one["href"] for one in soup.find_all("a", href=re.compile("^http"))}
        assert wanted <= set(links), path
        assert not re.search(r"\*\*|__|(?m:^\||^#{3,} |^>)", words)


def test_what_stands_first_is_what_people_see_in_the_list_of_mails():
    html = (
        "<body><div style='display:none'>In short.&nbsp;&zwnj;</div><h1>Title</h1><p>In short.</p><p>More.</p></body>"
    )

    assert notify_markdown(html, "In short.") == "In short.\n\n# Title\n\nMore.\n"


def test_a_table_becomes_headings_and_values():
    head = "<thead><tr><th>Month</th><th>On time</th>{}</tr></thead>"
    narrow = f"<table><caption>Plans</caption>{head.format('')}<tr><th scope=row>May</th><td>58%</td></tr></table>"
    wide = (
        f"<table>{head.format('<th>Late</th><th>Left</th>')}<tr><th>May</th><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><th>June</th><td rowspan=2>4</td><td colspan=2>Not known</td></tr>"
        "<tr><th>July</th><td>5</td><td></td></tr><tr><td colspan=4>Counted on Mondays.</td></tr></table>"
    )

    assert notify_markdown(narrow, "") == "Plans\n\n* Month: May; On time: 58%\n"
    assert notify_markdown(wide, "") == (
        "* Month: May\n  * On time: 1\n  * Late: 2\n  * Left: 3\n"
        "* Month: June; On time: 4; Late: Not known\n"
        "* Month: July; On time: 4; Late: 5\n* Counted on Mondays.\n"
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Seen with the very grammar of Notify: without the escape “2.5% of…” is a list that begins with “5% of…”.
        ("<p>2.5% of families</p>", r"2\.5% of families"),
        ("<ul><li>2.5%</li><li>-5</li></ul>", "* 2\\.5%\n* \\-5"),
        ("<p>x<br>===</p>", f"x\n{JOINER}==="),
        ("<p>^ up</p><p>• dot</p>", f"{JOINER}^ up\n\n{JOINER}• dot"),
        ("<h2>#</h2>", f"# \\#{JOINER}"),
        ("<p>Look!<a href='https://a.b/'>[12] here</a></p>", r"Look\![(12) here](https://a.b/)"),
        ("<p><a href='https://a.b/?x=(1)&y=[2]'>that</a></p>", "[that](https://a.b/?x=%281%29&y=%5B2%5D)"),
        ("<p>https://a.b/c<a href='https://d.e/'>more</a></p>", "https://a.b/c [more](https://d.e/)"),
        ("<p><a href='https://a.b/c'>https://a.b/c</a></p>", "https://a.b/c"),
        ("<p>a|b `c` \\ &amp;amp;</p>", f"a\\|b \\`c\\` \\\\ &{JOINER}amp;"),
        ("<p><b>Bold</b>, <em>not</em></p>", "Bold, not"),
        (
            "<p><a href='tel:01632960120'>Ring</a>, <a href='mailto:a@b.cc'>write</a></p>",
            "Ring (01632960120), write (a@b.cc)",
        ),
        ("<p><a href='tel:01632960120'>01632 960 120</a></p>", "01632 960 120"),
        ("<ol start='3'><li>c</li></ol><ol><li>a</li></ol>", f"* 3\\. c\n\n{JOINER}\n\n1. a"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "* a\n  * b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><hr>", "^ a\n^ \n^ b\n\n---"),
        ("<dl><dt>Who</dt><dd>Anna</dd></dl>", "* Who: Anna"),
        ("<p><img src='x.png' alt='A map'></p>", "A map"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4>", "# A\n\n# B\n\n## C\n\n## D"),
        ("<p>((body))</p>", "((body))"),
        ("<p>שלום 😀 <b>]]&gt;</b></p>", "שלום 😀 \\]\\]>"),
        ("<p hidden>x</p><p aria-hidden='true'>y</p><p>&#8203;&nbsp;</p>", ""),
    ],
)
def test_what_notify_would_take_for_a_mark_stays_what_it_is(html, markdown):
    assert notify_markdown(html, "").strip("\n") == markdown


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text("ab1. -#*^[]()!|\\`_=:>&é\n", max_size=12), min_size=3, max_size=3), min_size=2, max_size=4
    )
)
def test_a_table_of_anything_keeps_every_letter_and_number(rows):
    def row(cells, kind):
        soup = BeautifulSoup("", "lxml")
        made = soup.new_tag("tr")
        for cell in cells:
            one = soup.new_tag(kind)
            one.string = cell
            made.append(one)
        return str(made)

    html = f"<table><thead>{row(rows[0], 'th')}</thead>{''.join(row(one, 'td') for one in rows[1:])}</table>"
    words, _links = read(notify_markdown(html, ""))

    def kept(text):
        return Counter(re.findall(r"[ab1é]", text))

    assert not kept("".join("".join(one) for one in rows[1:])) - kept(words)


def test_a_mail_of_a_hundred_kilobytes_takes_no_time():
    html = "<table><tr><th>a</th><th>b</th></tr>" + "<tr><td>1</td><td>two</td></tr>" * 3000 + "</table>"
    begun = time.perf_counter()

    assert notify_markdown(html, "").count("* a: 1; b: two") == 3000
    assert time.perf_counter() - begun < 5
