"""A dry run: what would be sent to how many, how letters stand, and what is still in the way."""

from collections import Counter
from collections.abc import Sequence

from plugins.delivery.sending.asked import Asked, Exit, backend_of
from plugins.delivery.sending.backend import Backend
from plugins.delivery.sending.ledger import Ledger, State
from plugins.delivery.sending.live import why_not_live
from plugins.delivery.sending.ready import Ready, why_not_now
from plugins.delivery.sending.recipients import Recipient
from plugins.delivery.sending.wording import edition_lines, state_lines


def look(asked: Asked, ready: Ready, people: Sequence[Recipient]) -> int:
    """Say what would be sent, and what is still in the way."""
    path = asked.ledger_file
    ledger = Ledger.open(path) if path.exists() else None
    backend = backend_of(asked, ready) if asked.way else None
    how = backend.says if backend else "no way said yet (--via)"
    print("\n".join(edition_lines(ready, how, len(people))))
    if ledger:
        ledger.check(ready.prepared)
        print("\n".join(stand(ledger, ready, people)))
    for one in in_the_way(asked, ready, ledger, backend, len(people)):
        print(f"Not yet: {one}.")
    print("This was a dry run: nothing was sent. Say --go to send.")
    return Exit.ALL


def in_the_way(asked: Asked, ready: Ready, ledger: Ledger | None, backend: Backend | None, letters: int) -> list[str]:
    """Return every reason why this edition cannot go now to so many people."""
    pace = asked.per_second or ready.prepared.mailing.per_second
    tested = ledger is not None and ledger.is_tested(ready.prepared, ready.seal(asked.kind))
    reasons = (
        why_not_now(ready.prepared, asked.content),
        "" if tested else "this content was not tried out this way (--test you@example.org)",
        why_not_live(ready.prepared.page, asked.site, asked.site_path),
    )
    return [*filter(None, reasons), *(backend.in_the_way(letters, pace) if backend else [])]


def stand(ledger: Ledger, ready: Ready, people: Sequence[Recipient]) -> list[str]:
    """Return in words how the letters of *people* stand."""
    states = ledger.states(ready.prepared)
    hashes = {ledger.recipient(ready.prepared, one.email): one.row for one in people}
    here = {row: states.get(one, (State.QUEUED, "")) for one, row in hashes.items()}
    elsewhere = Counter(state for one, (state, _why) in states.items() if one not in hashes)
    return state_lines(here, elsewhere)
