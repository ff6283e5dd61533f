"""The message: the same bytes each time, and headers that every mail program can follow."""

import email
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.message import POLICY, message, message_bytes, personal
from tests.letters import GENERAL, HTML, TEXT, mailing, prepared

OWN = "https://lists.example/stop?who=abc&list=send"
LONG = "https://lists.example/stop?who=" + "x" * 200


def read(data: bytes):
    return email.message_from_bytes(data, policy=policy.SMTP)


def sent(html=HTML, text=TEXT, to="parent@example.org", unsubscribe=OWN, **changed):
    return message(prepared(html, text, **changed), html, text, to, unsubscribe).as_bytes()


def test_the_same_edition_is_the_same_bytes():
    assert sent() == sent()


def test_what_was_sent_can_be_read_back_and_written_again_as_it_was():
    assert email.message_from_bytes(sent(), policy=POLICY).as_bytes() == sent()


def test_two_people_get_different_ids_that_never_change_and_hold_no_address():
    first, second = (read(sent(to=one))["Message-ID"] for one in ("a@example.org", "b@example.org"))

    assert first != second
    assert first == read(sent(to="A@Example.org", subject="Another subject"))["Message-ID"]
    assert "a@example" not in first
    assert first.startswith("<73241fd22fea43448635")
    assert first.endswith("@brackenshire.example>")


def test_without_a_person_there_is_no_to_and_the_general_address_stays():
    one = read(message(prepared(), HTML, TEXT).as_bytes())

    assert "To" not in one
    assert one["List-Unsubscribe"].startswith(f"<{GENERAL}>")


def test_every_header_a_list_needs_is_there():
    one = read(sent())

    assert one["From"] == "Brackenshire SEND Local Offer <briefing@brackenshire.example>"
    assert one["Reply-To"] == "localoffer@brackenshire.example"
    assert one["List-Id"] == "Brackenshire SEND Local Offer <briefing.send.brackenshire.example>"
    assert one["List-Unsubscribe"] == f"<{OWN}>, <mailto:stop@lists.example?subject=stop>"
    assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert one["List-Archive"] == "<https://send.brackenshire.example/briefings/>"
    assert one["Auto-Submitted"] == "auto-generated"
    assert one["Content-Language"] == "en-GB"
    assert one["Date"].datetime.isoformat() == "2026-11-20T09:00:00+00:00"


def test_without_an_address_there_is_no_one_click():
    one = read(sent(unsubscribe=None, mailing=mailing(unsubscribe=None)))

    assert one["List-Unsubscribe"] == "<mailto:stop@lists.example?subject=stop>"
    assert "List-Unsubscribe-Post" not in one


def test_a_long_address_stays_whole_in_the_header():
    """Python would write it as an encoded word, which is no address."""
    raw = sent(unsubscribe=LONG)

    assert f"List-Unsubscribe: <{LONG}>,\r\n <mailto:".encode() in raw
    assert b"Message-ID: <73241" in raw


def test_text_comes_first_and_the_best_part_last():
    parts = [part.get_content_type() for part in read(sent()).iter_parts()]

    assert parts == ["text/plain", "text/html"]
    assert b"\r\nContent-Transfer-Encoding: quoted-printable\r\n" in sent()


def test_a_persons_own_address_stands_in_both_bodies():
    one = read(sent())
    html, text = (one.get_body((kind,)).get_content() for kind in ("html", "plain"))

    assert "https://lists.example/stop?who=abc&amp;list=send" in html
    assert OWN in text
    assert f"{GENERAL}'" not in html


def test_an_address_that_only_begins_like_the_general_one_stays():
    said = f"{GENERAL}-all {GENERAL}/all {GENERAL}. <{GENERAL}>"

    assert personal(said, GENERAL, "X") == f"{GENERAL}-all {GENERAL}/all X. <X>"


@pytest.mark.parametrize("place", ["subject", "to"])
def test_a_line_break_never_reaches_a_header(place):
    changed = (
        {"subject": "Hello\r\nBcc: all@example.org"} if place == "subject" else {"to": "a@example.org\nBcc: b@c.de"}
    )

    with pytest.raises(ValueError):
        sent(**changed)


@pytest.mark.parametrize("words", ["🎉 party", "שלום עולם", "]]> and <b>", "a  b", "é" * 200, "w" * 200], ids=range(6))
def test_any_subject_arrives_as_it_was(words):
    assert read(sent(subject=words))["Subject"] == words


@pytest.mark.parametrize("words", ["🎉 party", "שלום עולם", "]]> <b>", "é" * 20, "one, two; “three”", 'a "b" @ c'])
def test_any_name_of_the_sender_arrives_as_it_was(words):
    one = read(sent(mailing=mailing(from_name=words)))

    assert one["From"].addresses[0].display_name == words
    assert one["From"].addresses[0].addr_spec == "briefing@brackenshire.example"
    assert one["List-Id"].endswith(" <briefing.send.brackenshire.example>")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_any_body_arrives_as_it_was(words):
    body = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    raw = message(prepared(), body, body).as_bytes()

    got = read(raw).get_body(("plain",)).get_payload(decode=True).decode()
    assert got.replace("\r\n", "\n") == body + "\n"
    assert all(len(line) <= 78 for line in raw.split(b"\r\n") if not line.startswith((b"Message-ID", b"List-")))
    assert b"\n" not in raw.replace(b"\r\n", b"")


LOCAL = st.from_regex(r"[a-z0-9'+=_-]{1,30}(\.[a-z0-9]{1,9})?", fullmatch=True)
WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=80)


@given(WORDS, LOCAL, st.sampled_from([OWN, LONG, None]), st.sampled_from([GENERAL, None, f"{GENERAL}?a=1&b=2"]))
def test_the_fast_way_makes_the_same_bytes(words, local, own, general):
    html, text = f"<p>{words}</p><a href='{general}'>", f"{words}\n.\n {general} \n"
    edition = prepared(html, text, mailing=mailing(unsubscribe=general))
    to = f"{local}@example.org"

    assert message_bytes(edition, html, text, to, own) == message(edition, html, text, to, own).as_bytes()
