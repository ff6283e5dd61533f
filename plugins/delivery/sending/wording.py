"""What a person is told of a sending: counts, reasons and rows; never an address."""

from collections import Counter
from collections.abc import Iterable, Mapping

from plugins.delivery.sending.ledger import State
from plugins.delivery.sending.ready import Ready

_MOST_ROWS = 20
_SAID = {
    State.SENT: "sent",
    State.FAILED: "refused for good",
    State.DEFERRED: "put off by their mail server; run again, it tries them again",
    State.QUEUED: "still to go",
    State.SENDING: "being handed over, or a run ended in the middle of it",
    State.UNKNOWN: "unknown: a person must find out and decide (--resolve-unknown)",
}


def edition_lines(ready: Ready, how: str, people: int) -> list[str]:
    """Return what an edition is and how it goes to how many."""
    one = ready.prepared
    return [
        f"Edition {one.number}: {one.edition}",
        f"Subject: {one.subject}",
        f"Content: {one.content[:16]}",
        f"Page: {one.page}",
        f"To: {counted(people, 'person', 'people')}, {how}",
    ]


def state_lines(states: Mapping[int, tuple[State, str]], elsewhere: Mapping[State, int]) -> list[str]:
    """Return how the letters of the rows *states* stand, with reasons, and of those who are not on the list."""
    lines: list[str] = []
    for state, said in _SAID.items():
        rows = {row: why for row, (one, why) in states.items() if one is state}
        if not rows:
            continue
        lines.append(f"{len(rows):7,} {said}{'' if state in _PLAIN else f': {said_rows(rows)}'}")
        if state in _TOLD_WHY:
            lines += [f"{'':10}{count:,} x {why}" for why, count in Counter(rows.values()).most_common() if why]
    if gone := sum(elsewhere.values()):
        parts = ", ".join(f"{count:,} {state}" for state, count in elsewhere.items())
        lines.append(f"{gone:7,} in the ledger, but not on this list: {parts}")
    return lines


_PLAIN = {State.SENT, State.QUEUED, State.SENDING}
_TOLD_WHY = {State.FAILED, State.DEFERRED, State.UNKNOWN}


def said_rows(rows: Iterable[int]) -> str:
    """Return the first of *rows* and how many more there are."""
    known = sorted(rows)
    return f"row{'' if len(known) == 1 else 's'} {', '.join(map(str, known[:_MOST_ROWS]))}" + (
        f" and {len(known) - _MOST_ROWS:,} more" if len(known) > _MOST_ROWS else ""
    )


def counted(count: int, one: str, many: str) -> str:
    """Return *count* with its word."""
    return f"{count:,} {one if count == 1 else many}"
