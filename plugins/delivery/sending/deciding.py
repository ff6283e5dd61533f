"""What a person decides of letters that stayed unknown or were refused: the program never does so by itself."""

from collections.abc import Sequence

from plugins.delivery.sending.asked import Asked, Exit, confirm
from plugins.delivery.sending.ledger import Ledger, State
from plugins.delivery.sending.looking import stand
from plugins.delivery.sending.ready import Ready
from plugins.delivery.sending.recipients import Recipient
from plugins.delivery.sending.wording import counted


def decide(asked: Asked, ready: Ready, people: Sequence[Recipient], ledger: Ledger) -> int:
    """Note what a person found out of letters that are unknown, or that failed. Raises ``ValueError`` in words."""
    after = {"sent": State.SENT, "again": State.QUEUED, "": State.QUEUED}.get(asked.resolve_unknown)
    if after is None or (asked.resolve_unknown and asked.retry_failed):
        raise ValueError("Say --resolve-unknown sent, --resolve-unknown again, or --retry-failed: one of them.")
    before = State.FAILED if asked.retry_failed else State.UNKNOWN
    ledger.enter(ready.prepared)
    ledger.found_in_flight(ready.prepared)
    states = ledger.states(ready.prepared)
    asked_rows = _rows(asked.rows)
    chosen = [
        one
        for one, person in ((ledger.recipient(ready.prepared, person.email), person) for person in people)
        if states.get(one, (None, ""))[0] is before and (not asked_rows or person.row in asked_rows)
    ]
    if not chosen:
        raise ValueError(f"None of these people is {before}.")
    confirm(asked, ready, f"note {counted(len(chosen), f'{before} letter', f'{before} letters')} as {after}")
    ledger.decide(ready.prepared, chosen, before, after)
    print("\n".join(stand(ledger, ready, people)))
    return Exit.ALL


def _rows(said: str) -> set[int]:
    try:
        return {int(one) for one in said.split(",") if one.strip()}
    except ValueError:
        raise ValueError("--rows takes the numbers of rows with commas between them: --rows 12,40") from None
