"""A telephone number or an e-mail address in a plain sentence can be tapped, and nothing else becomes HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.site.reach import reachable


@pytest.mark.parametrize(
    ("number", "address"), [("01632 960 120", "01632960120"), ("0800 1111", "08001111"), ("116 123", "116123")]
)
def test_a_telephone_number_in_a_sentence_can_be_tapped(number: str, address: str) -> None:
    assert reachable(f"Ring {number}.") == (
        f'Ring <a class="app-telephone" dir="ltr" href="tel:{address}">{number}</a>.'
    )


def test_an_address_in_a_sentence_can_be_tapped_and_breaks_where_it_may() -> None:
    assert reachable("Write to help@send.example, or ring.") == (
        'Write to <a href="mailto:help@send.example">help@<wbr>send<wbr>.example</a>, or ring.'
    )


@pytest.mark.parametrize("text", ["410 reviews in 2026", "24.4.2026", "1 116 123", "£116,123", "3 of 10 @ home"])
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    assert reachable(text) == text


@given(st.text())
def test_no_text_brings_html_of_its_own(text: str) -> None:
    made = reachable(text)
    assert isinstance(made, Markup)
    assert made.replace("<wbr>", Markup("")).striptags() == Markup.escape(text).striptags()
    assert "<" not in reachable(text.replace("@", "").replace("0", "").replace("1", ""))
