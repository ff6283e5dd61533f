"""Telephone numbers and e-mail addresses in a plain sentence: a hand that holds a telephone can tap them."""

import re

from markupsafe import Markup, escape

from plugins.sources.prose import EMAIL, TELEPHONE

_REACH = re.compile(f"(?P<telephone>{TELEPHONE})|(?P<email>{EMAIL})")


def reachable(text: str) -> Markup:
    """Return *text* as HTML, each telephone number and each e-mail address in it a link."""
    parts, end = [], 0
    for found in _REACH.finditer(text):
        parts += [escape(text[end : found.start()]), _telephone(found[0]) if found["telephone"] else _email(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _telephone(number: str) -> Markup:
    address = number.replace(" ", "")
    return Markup('<a class="app-telephone" dir="ltr" href="tel:{}">{}</a>').format(address, number)


def _email(address: str) -> Markup:
    """Return a link that may break after the @ and before a dot on a narrow screen."""
    name, _at, host = address.rpartition("@")
    broken = Markup("<wbr>.").join(host.split("."))
    return Markup('<a href="mailto:{}">{}@<wbr>{}</a>').format(address, name, broken)
