"""Trying an edition out on its senders: without it nothing goes to anybody."""

from datetime import UTC, datetime

from plugins.delivery.sending.asked import Asked, Exit, backend_of
from plugins.delivery.sending.backend import Fate
from plugins.delivery.sending.ledger import Ledger
from plugins.delivery.sending.ready import Ready
from plugins.delivery.sending.recipients import is_address


def try_out(asked: Asked, ready: Ready, ledger: Ledger) -> int:
    """Send to the senders themselves, and keep that this content was tried out. Raises ``ValueError`` in words."""
    backend = backend_of(asked, ready)
    addresses = [one.strip() for one in asked.test.split(",")]
    if not all(map(is_address, addresses)):
        raise ValueError("--test is not an e-mail address. Write several with commas between them.")
    ledger.enter(ready.prepared)
    outcomes = [backend.deliver(ready.sample(one)) for one in addresses]
    backend.close()
    for number, outcome in enumerate(outcomes, 1):
        print(f"Test {number}: {outcome.fate}{f' ({outcome.reason})' if outcome.reason else ''}")
    if any(outcome.fate is not Fate.SENT for outcome in outcomes):
        return Exit.REFUSED
    ledger.note_test(ready.prepared, ready.seal(asked.kind), datetime.now(UTC))
    print(f"Tried out {backend.says}. Read it, then send it with --go. Content: {ready.prepared.content[:16]}")
    return Exit.ALL
