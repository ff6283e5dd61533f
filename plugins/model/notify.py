"""What both sides must know of GOV.UK Notify: how an address stands in its Markdown, and how large a mail may be."""

import re
from urllib.parse import quote

# https://docs.notifications.service.gov.uk/python.html, “Error codes” of “Send an email”.
MOST_BYTES = 2_000_000
_WOULD_END_IT = re.compile(r"[\s()\[\]<>\"\\]")


def markdown_address(address: str) -> str:
    """Return *address* as it can stand in ``[words](address)``: what would end it there is written as ``%28``."""
    return _WOULD_END_IT.sub(lambda mark: quote(mark[0], safe=""), address)
