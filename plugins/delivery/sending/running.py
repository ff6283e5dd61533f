"""Sending for real: the conditions, the run, the report."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from plugins.delivery.sending.asked import Asked, Exit, backend_of, confirm
from plugins.delivery.sending.backend import Backend
from plugins.delivery.sending.ledger import Ledger, State
from plugins.delivery.sending.looking import in_the_way, stand
from plugins.delivery.sending.loop import Ended, Errand, Run, send_all
from plugins.delivery.sending.pace import Steady
from plugins.delivery.sending.progress import shown
from plugins.delivery.sending.ready import Ready
from plugins.delivery.sending.recipients import Recipient
from plugins.delivery.sending.wording import counted, edition_lines, said_rows


def send(asked: Asked, ready: Ready, people: Sequence[Recipient], ledger: Ledger) -> int:
    """Send *ready* to all who have not had it and return how it ended. Raises ``ValueError`` where it may not go."""
    backend = backend_of(asked, ready)
    for name in ledger.purge(datetime.now(UTC), ready.prepared.id):
        print(f"Forgot to whom {name} went: its days are over.")
    ledger.check(ready.prepared)
    if wrong := in_the_way(asked, ready, ledger, backend, len(people)):
        raise ValueError("\n".join([f"Not yet: {one}." for one in wrong] + ["Nothing was sent."]))
    ledger.enter(ready.prepared)
    if in_flight := ledger.found_in_flight(ready.prepared):
        print(f"An earlier run ended while {counted(in_flight, 'letter was', 'letters were')} handed over.")
    print("\n".join(edition_lines(ready, backend.says, len(people))))
    errands = _errands(ready, people, ledger)
    if not errands:
        return _report(Run(), ledger, ready, people)
    if len(errands) < len(people):
        print("\n".join(stand(ledger, ready, people)))
    confirm(asked, ready, f"send it to {counted(len(errands), 'person', 'people')}")
    ledger.queue(ready.prepared, [one.recipient for one in errands], datetime.now(UTC))
    return _report(_run(asked, ready, ledger, backend, errands), ledger, ready, people)


def _errands(ready: Ready, people: Sequence[Recipient], ledger: Ledger) -> list[Errand]:
    states = ledger.states(ready.prepared)
    order: dict[bytes, tuple[bool, bool, int]] = {}
    letters: dict[bytes, Errand] = {}
    for person in people:
        one = ledger.recipient(ready.prepared, person.email)
        state, why = states.get(one, (State.QUEUED, ""))
        if state in {State.QUEUED, State.DEFERRED}:
            # Those who were in hand when a run stopped go after the others: one letter must not hold up all.
            order[one] = (state is State.DEFERRED, bool(why), person.row)
            letters[one] = Errand(one, partial(ready.letter, person, one))
    return [letters[one] for one in sorted(order, key=order.__getitem__)]


def _run(asked: Asked, ready: Ready, ledger: Ledger, backend: Backend, errands: Sequence[Errand]) -> Run:
    pace = Steady(asked.per_second or ready.prepared.mailing.per_second)

    def note(*, ended: Sequence[Ended] = (), begun: Sequence[bytes] = ()) -> None:
        before = monotonic()
        ledger.step(ready.prepared, datetime.now(UTC), ended=ended, begun=begun)
        pace.synced(monotonic() - before)

    try:
        with pace.listening(), shown(len(errands)) as told:
            return send_all(errands, note, backend, pace, told)
    except KeyboardInterrupt:
        ledger.found_in_flight(ready.prepared)
        return Run(stopped="somebody ended it in the middle of a letter")
    finally:
        backend.close()


def _report(run: Run, ledger: Ledger, ready: Ready, people: Sequence[Recipient]) -> int:
    print("\n".join(stand(ledger, ready, people)))
    if run.stopped:
        print(f"Stopped: {run.stopped}.")
    if run.unnoted:
        rows = [one.row for one in people if ledger.recipient(ready.prepared, one.email) in run.unnoted]
        print(f"What became of {said_rows(rows)} could not be written down: next time it is unknown.")
    states = ledger.states(ready.prepared)
    done = {State.SENT, State.FAILED}
    left = sum(states[ledger.recipient(ready.prepared, one.email)][0] not in done for one in people)
    print(
        f"{counted(left, 'person is', 'people are')} left. Run the same command again later."
        if left
        else "Nobody is left to send it to."
    )
    return Exit.LEFT if left else Exit.ALL
