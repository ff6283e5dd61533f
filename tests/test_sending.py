"""Sending: whose fault a refusal is, that nothing is lost or sent twice, and all that must hold before anything goes."""

import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from plugins.delivery.preview import server as web_server
from plugins.delivery.sending import smtp as module
from plugins.delivery.sending.backend import Fate, Letter, Outcome
from plugins.delivery.sending.folder import FolderBackend
from plugins.delivery.sending.ledger import Ledger
from plugins.delivery.sending.loop import MOST_REFUSED, Errand, send_all
from plugins.delivery.sending.pace import Steady, alone
from plugins.delivery.sending.ready import read_ready
from plugins.delivery.sending.smtp import Server, SmtpBackend, server_of
from plugins.delivery.sending.ways import way
from tests.conftest import ROOT
from tests.letters import (
    BRIEFING,
    GENERAL,
    HTML,
    NAME,
    PAGE,
    PAGE_PATH,
    SUBJECT,
    TEXT,
    a_list,
    command,
    environment,
    lay_out,
    mailing,
    prepared,
    press,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PERSON = "parent@example.org"


def letter(to=PERSON, html=HTML, text=TEXT, **changed):
    return Letter(prepared(html, text, **changed), html, text, to, "https://lists.example/stop?who=1", "ab" * 16)


# ---- A server that fails at one step ---------------------------------------------------------------------------------


class Failing(SMTP):
    """aiosmtpd, which answers one step (of some letters) with an answer of the test, or hangs up."""

    def __init__(self, handler, fault=None, **options):
        self.fault = fault
        self.greeted = False
        super().__init__(handler, **options)

    async def push(self, status):
        """The first line is the greeting."""
        greets, self.greeted = not self.greeted, True
        if greets and self.fault and self.fault[0] == "connecting":
            await self._fail()
        else:
            await super().push(status)

    async def _fail(self):
        if self.fault[1] == "hang up":
            self.transport.close()
        else:
            await super().push(self.fault[1])

    async def _handle(self, step, method, arg):
        await (self._fail() if self.fault and self.fault[0] == step else method(arg))

    async def smtp_EHLO(self, hostname):  # noqa: N802
        await self._handle("EHLO", super().smtp_EHLO, hostname)

    async def smtp_HELO(self, hostname):  # noqa: N802
        await self._handle("EHLO", super().smtp_HELO, hostname)

    async def smtp_MAIL(self, arg):  # noqa: N802
        await self._handle("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg):  # noqa: N802
        await self._handle("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg):  # noqa: N802
        await self._handle("DATA", super().smtp_DATA, arg)


class Box:
    """Keeps what was accepted; *fault* at "end of DATA" is answered in place of 250."""

    def __init__(self, fault=None):
        self.fault, self.got = fault, []

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        wanted, answer = self.fault or ("", "")
        if wanted == "end of DATA" and answer != "hang up":
            return answer
        self.got.append((envelope.rcpt_tos[0], envelope.content))
        if wanted == "end of DATA":
            server.transport.close()
        return "250 accepted"


class Badly(Controller):
    """A server with one fault."""

    def __init__(self, fault=None, **options):
        self.fault = fault
        super().__init__(Box(fault), hostname="127.0.0.1", port=0, **options)

    def factory(self):
        return Failing(self.handler, self.fault, **self.SMTP_kwargs)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def a_server(fault=None, **options):
    one = Badly(fault, **options)
    one.start()
    yield one
    one.stop()


def backend(server, **options):
    return SmtpBackend(Server("127.0.0.1", server.port, plain=True), "briefing@brackenshire.example", **options)


NOBODY = [
    (step, answer)
    for step in ("connecting", "EHLO", "MAIL")
    for answer in ("421 4.3.2 closing", "451 4.3.0 trouble", "503 5.5.1 wrong order", "554 5.7.1 not you", "hang up")
] + [
    ("RCPT", "421 4.3.2 closing"),
    ("RCPT", "503 5.5.1 wrong order"),
    ("RCPT", "530 5.7.0 who are you"),
    ("RCPT", "hang up"),
    ("DATA", "421 4.3.2 closing"),
    ("DATA", "503 5.5.1 wrong order"),
    ("DATA", "hang up"),
]


@pytest.mark.parametrize("fault", NOBODY, ids="{0[0]} {0[1]}".format)
def test_a_failure_that_is_nobodys_fault_stops_and_hands_nothing_over(fault):
    with a_server(fault) as server:
        outcome = backend(server).deliver(letter())

    assert outcome.fate is Fate.STOP
    assert not server.handler.got


@pytest.mark.parametrize("answer", ["550 5.1.1 <parent@example.org> no", "552 5.2.2 full", "553 no", "554 5.7.1 spam"])
@pytest.mark.parametrize("step", ["RCPT", "DATA", "end of DATA"])
def test_only_a_5xx_at_rcpt_or_data_is_the_recipients(step, answer):
    with a_server((step, answer)) as server:
        outcome = backend(server).deliver(letter())

    assert outcome.fate is Fate.REFUSED
    assert outcome.reason.startswith(answer[:3])
    assert "@" not in outcome.reason


@pytest.mark.parametrize("answer", ["450 4.2.0 greylisted", "451 4.3.0 later", "452 4.2.2 full"])
@pytest.mark.parametrize("step", ["RCPT", "DATA", "end of DATA"])
def test_a_4xx_at_rcpt_or_data_is_put_off(step, answer):
    with a_server((step, answer)) as server:
        outcome = backend(server).deliver(letter())

    assert outcome.fate is Fate.LATER
    assert not server.handler.got


def test_a_letter_that_was_handed_over_without_an_answer_is_unknown():
    with a_server(("end of DATA", "hang up")) as server:
        outcome = backend(server).deliver(letter())

    assert outcome.fate is Fate.UNKNOWN
    assert len(server.handler.got) == 1


def test_a_server_that_never_answers_is_unknown_after_the_patience_is_over():
    class Slow(Box):
        async def handle_DATA(self, *_arguments):  # noqa: N802
            import asyncio

            await asyncio.sleep(3)
            return "250 at last"

    with a_server() as server:
        server.handler.__class__ = Slow
        outcome = backend(server, patience=0.2).deliver(letter())

    assert outcome.fate is Fate.UNKNOWN
    assert "timed out" in outcome.reason


def test_a_server_that_is_not_there_stops():
    outcome = SmtpBackend(Server("127.0.0.1", 9, plain=True), "a@b.example").deliver(letter())

    assert outcome.fate is Fate.STOP


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_one_connection_carries_many_letters_and_is_renewed(limit):
    with a_server() as server:
        one = backend(server, letters=limit)
        fates = [one.deliver(letter(f"p{number}@example.org")).fate for number in range(5)]
        one.close()

    assert fates == [Fate.SENT] * 5
    assert [to for to, _content in server.handler.got] == [f"p{number}@example.org" for number in range(5)]


def test_a_connection_that_went_away_between_two_letters_is_made_again():
    with a_server() as server:
        one = backend(server)
        one.deliver(letter("a@example.org"))
        one._connection.sock.shutdown(2)

        assert one.deliver(letter("b@example.org")).fate is Fate.SENT


def test_after_a_refusal_the_next_person_gets_their_letter():
    with a_server() as server:
        one = backend(server)
        server.fault = None
        refused = one.deliver(letter("a" * 60 + "@example.org"))
        assert refused.fate is Fate.SENT
        server.handler.fault = ("end of DATA", "550 no")
        assert one.deliver(letter("b@example.org")).fate is Fate.REFUSED
        server.handler.fault = None
        assert one.deliver(letter("c@example.org")).fate is Fate.SENT


def test_what_arrives_is_what_was_made_dots_and_all():
    text = ".\n..\n.hidden\nend\n." + "\n" + TEXT
    one = letter(text=text, html=HTML + ".\n")
    with a_server(decode_data=False) as server:
        backend(server).deliver(one)

    assert server.handler.got[0][1].replace(b"\r\n", b"\n") == one.as_bytes().replace(b"\r\n", b"\n")


# ---- TLS and passwords -----------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate for localhost, trusted in this test only: the context of a server with it."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(made, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return context


def secure(port, **changed):
    return SmtpBackend(Server("localhost", port, **changed), "briefing@brackenshire.example")


def test_starttls_and_a_password_are_used(certificate):
    asked = []

    def known(_server, _session, _envelope, _mechanism, data):
        asked.append((data.login, data.password))
        return AuthResult(success=True)

    options = {"tls_context": certificate, "require_starttls": True, "auth_required": True, "authenticator": known}
    with a_server(**options) as server:
        assert secure(server.port, user="briefing", password="pass").deliver(letter()).fate is Fate.SENT
    assert asked == [(b"briefing", b"pass")]


def test_a_wrong_password_stops(certificate):
    options = {"tls_context": certificate, "auth_required": True}
    with a_server(**options, authenticator=lambda *_: AuthResult(success=False, handled=False)) as server:
        outcome = secure(server.port, user="briefing", password="wrong").deliver(letter())

    assert outcome.fate is Fate.STOP
    assert outcome.reason.endswith("at AUTH")


def test_a_server_without_starttls_or_with_another_certificate_gets_nothing(certificate, monkeypatch):
    with a_server() as server:
        assert "no STARTTLS" in secure(server.port).deliver(letter()).reason
    monkeypatch.delenv("SSL_CERT_FILE")
    with a_server(tls_context=certificate) as server:
        outcome = secure(server.port).deliver(letter())
    assert outcome.fate is Fate.STOP
    assert "certificate" in outcome.reason
    assert not server.handler.got


@pytest.mark.parametrize(
    ("via", "plain", "expected"),
    [
        ("smtp://mail.example.org", False, Server("mail.example.org", 587)),
        ("smtp://mail.example.org:25", True, Server("mail.example.org", 25, plain=True)),
        ("smtp://127.0.0.1:2525", False, Server("127.0.0.1", 2525, plain=True)),
        ("smtp://[::1]:2525", False, Server("::1", 2525, plain=True)),
        ("smtps://a%40b@mail.example.org", False, Server("mail.example.org", 465, "a@b", "pw", direct=True)),
        ("smtp://me@mail.example.org:587", False, Server("mail.example.org", 587, "me", "pw")),
    ],
)
def test_only_to_this_machine_or_where_it_is_said_a_letter_goes_without_tls(via, plain, expected):
    from urllib.parse import urlsplit

    assert server_of(urlsplit(via), {module.PASSWORD: "pw"} if "@" in via else {}, plain=plain) == expected


@pytest.mark.parametrize(
    ("via", "plain"),
    [
        ("", False),
        ("carrier pigeon", False),
        ("stmp://me:secret@mail.example.org", False),
        ("folder:", False),
        ("smtp://", False),
        ("smtp://me:secret@mail.example.org", False),
        ("smtp://me@mail.example.org", False),
        ("smtp://mail.example.org:x", False),
        ("smtp://mail.example.org/path", False),
        (f"folder:{ROOT}/mail/out", False),
    ],
)
def test_a_way_that_cannot_be_set_up_is_refused_in_words(via, plain):
    with pytest.raises(ValueError) as refused:
        way(via, mailing(), {}, (ROOT,), plain=plain)

    assert "secret" not in str(refused.value)


def test_a_password_never_travels_for_all_to_read():
    with pytest.raises(ValueError, match="--plain"):
        way("smtp://me@mail.example.org", mailing(), {module.PASSWORD: "pw"}, (), plain=True)


# ---- The folder ------------------------------------------------------------------------------------------------------


def test_a_folder_gets_one_file_for_each_and_never_a_second(tmp_path):
    folder = FolderBackend(tmp_path / "out")

    assert folder.deliver(letter()).fate is Fate.SENT
    (file,) = (tmp_path / "out").iterdir()
    assert file.read_bytes() == letter().as_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"somebody's")
    assert folder.deliver(letter()).fate is Fate.SENT
    assert file.read_bytes() == b"somebody's"
    assert "parent" not in file.name


def test_a_folder_that_cannot_be_written_stops(tmp_path):
    (tmp_path / "out").write_text("a file")

    assert FolderBackend(tmp_path / "out").deliver(letter()).fate is Fate.STOP


# ---- The loop --------------------------------------------------------------------------------------------------------


class Scripted:
    """A back end that answers as it is told, and keeps what the ledger said when it was called."""

    says = "as told"

    def __init__(self, ledger, *fates):
        self.ledger, self.fates, self.seen = ledger, list(fates), []

    def deliver(self, one):
        states = self.ledger.states(prepared())
        self.seen.append((one.to, Counter(str(state) for state, _why in states.values())["sending"]))
        fate = self.fates.pop(0) if self.fates else Fate.SENT
        return fate if isinstance(fate, Outcome) else Outcome(fate, "" if fate is Fate.SENT else f"because {fate}")

    def close(self):
        pass


class Quick:
    def __init__(self, ahead=1):
        self.stops_after, self._ahead = 10**9, ahead

    def ahead(self):
        return self._ahead

    def must_wait(self):
        return False

    def wait(self):
        pass

    def stopped(self):
        self.stops_after -= 1
        return self.stops_after < 0


@pytest.fixture
def ledger(tmp_path):
    one = Ledger.open(tmp_path / "ledger.sqlite3")
    one.enter(prepared())
    yield one
    one.close()


def run(ledger, count, *fates, pace=None, note=None):
    people = [f"p{number}@example.org" for number in range(count)]
    hashes = [ledger.recipient(prepared(), one) for one in people]
    ledger.queue(prepared(), hashes, NOW)
    errands = [Errand(one, partial(letter, to)) for one, to in zip(hashes, people, strict=True)]
    way_ = Scripted(ledger, *fates)
    done = send_all(errands, note or partial(ledger.step, prepared(), NOW), way_, pace or Quick(), lambda *_: None)
    return done, way_, Counter(str(state) for state, _why in ledger.states(prepared()).values())


def test_sending_is_on_the_disk_before_each_letter_and_for_no_other(ledger):
    _run, way_, states = run(ledger, 4)

    assert [count for _to, count in way_.seen] == [1, 1, 1, 1]
    assert states == {"sent": 4}


def test_who_is_put_off_is_tried_once_more_at_the_end(ledger):
    _run, way_, states = run(ledger, 3, Fate.LATER, Fate.SENT, Fate.SENT, Fate.LATER)

    assert [to[:2] for to, _count in way_.seen] == ["p0", "p1", "p2", "p0"]
    assert states == {"deferred": 1, "sent": 2}


def test_a_stop_leaves_the_letter_in_hand_and_all_others_queued(ledger):
    done, way_, states = run(ledger, 5, Fate.SENT, Fate.STOP)

    assert done.stopped == "because stop"
    assert len(way_.seen) == 2
    assert states == {"sent": 1, "queued": 4}


def test_an_unknown_letter_is_kept_as_unknown_and_the_rest_goes_on(ledger):
    _run, _way, states = run(ledger, 3, Fate.UNKNOWN)

    assert states == {"unknown": 1, "sent": 2}


def test_three_unknown_in_a_row_stop(ledger):
    done, _way, states = run(ledger, 9, *[Fate.UNKNOWN] * 9)

    assert states == {"unknown": 3, "queued": 6}
    assert "look at the mail server" in done.stopped


def test_three_unknown_in_a_row_stop_however_the_connection_broke(ledger):
    fates = [Outcome(Fate.UNKNOWN, why) for why in ("reset", "closed", "reset", "closed")]
    done, _way, _states = run(ledger, 5, *fates)

    assert "3 letters in a row had no answer" in done.stopped


def test_a_refusal_that_everybody_gets_stops_before_all_are_marked(ledger):
    done, _way, states = run(ledger, 50, *[Fate.REFUSED] * 50)

    assert states == {"failed": MOST_REFUSED, "queued": 50 - MOST_REFUSED}
    assert "is it our letter" in done.stopped


@pytest.mark.parametrize("ahead", [1, 2, 3, 10])
def test_letters_that_share_a_write_are_all_begun_first_and_put_back_where_they_never_left(ledger, ahead):
    done, way_, states = run(ledger, 7, Fate.SENT, Fate.LATER, Fate.REFUSED, Fate.SENT, Fate.STOP, pace=Quick(ahead))

    assert done.stopped
    assert all(1 <= count <= ahead for _to, count in way_.seen)
    assert states == {"sent": 2, "deferred": 1, "failed": 1, "queued": 3}


@pytest.mark.parametrize("ahead", [1, 3])
def test_who_ends_a_run_at_once_leaves_only_the_letter_in_hand_in_doubt(ledger, ahead):
    class Interrupted(Scripted):
        def deliver(self, one):
            if len(self.seen) == 4:
                raise KeyboardInterrupt
            return super().deliver(one)

    people = [f"p{number}@example.org" for number in range(9)]
    hashes = [ledger.recipient(prepared(), one) for one in people]
    ledger.queue(prepared(), hashes, NOW)
    errands = [Errand(one, partial(letter, to)) for one, to in zip(hashes, people, strict=True)]

    with pytest.raises(KeyboardInterrupt):
        send_all(errands, partial(ledger.step, prepared(), NOW), Interrupted(ledger), Quick(ahead), lambda *_: None)

    assert Counter(str(state) for state, _why in ledger.states(prepared()).values()) == {
        "sent": 4,
        "sending": 1,
        "queued": 4,
    }


def test_letters_share_a_write_only_where_the_disk_is_slow_and_the_pace_quick():
    def ahead(per_second, seconds):
        pace = Steady(per_second)
        for _number in range(50):
            pace.synced(seconds)
        return pace.ahead()

    assert ahead(10_000, 0.0004) == 1
    assert ahead(10_000, 0.003) == 3
    assert ahead(10_000, 0.5) == 10
    assert ahead(20, 0.02) == 1


def test_a_wish_to_stop_is_met_between_two_letters(ledger):
    pace = Quick()
    pace.stops_after = 2
    done, _way, states = run(ledger, 5, pace=pace)

    assert done.stopped == "somebody asked to stop"
    assert states == {"sent": 2, "queued": 3}


def failing_from(ledger, number):
    calls = iter(range(10**6))

    def note(**words):
        if next(calls) >= number:
            raise sqlite3.OperationalError("database or disk is full")
        ledger.step(prepared(), NOW, **words)

    return note


@pytest.mark.parametrize("number", range(5))
def test_a_full_disk_ends_the_run_and_at_most_one_letter_is_in_doubt(ledger, number):
    done, way_, states = run(ledger, 4, note=failing_from(ledger, number))

    assert "full" in done.stopped
    assert len(way_.seen) == number
    assert states["sending"] == min(number, 1)
    assert len(done.unnoted) == min(number, 1)
    assert states["sent"] == max(number - 1, 0)


def test_a_real_database_that_is_full_in_the_middle_leaves_at_most_one_in_doubt(ledger):
    def fill(**words):
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        ledger.step(prepared(), NOW, **words)

    done, way_, states = run(ledger, 30, *[Outcome(Fate.LATER, "x" * 3000)] * 30, note=fill)

    assert "full" in done.stopped
    assert 0 < len(way_.seen) < 30
    assert states["sending"] == 1
    assert states["deferred"] + states["sending"] + states["queued"] == 30


def test_a_disk_that_is_full_for_a_moment_only_loses_nothing(ledger):
    calls = iter([True, True, False])

    def note(**words):
        if not next(calls, True):
            raise sqlite3.OperationalError("database or disk is full")
        ledger.step(prepared(), NOW, **words)

    done, _way, states = run(ledger, 4, note=note)

    assert states == {"sent": 2, "queued": 2}
    assert not done.unnoted


def test_a_known_result_is_never_left_open_while_it_waits(ledger):
    seen = []

    class Slow(Quick):
        def must_wait(self):
            return True

        def wait(self):
            seen.append(Counter(str(state) for state, _why in ledger.states(prepared()).values())["sending"])

    run(ledger, 3, pace=Slow())

    assert seen == [0, 0, 0]


def test_letters_go_no_faster_than_asked():
    pace = Steady(100)
    began = time.monotonic()
    for _number in range(21):
        if pace.must_wait():
            pace.wait()

    assert 0.19 <= time.monotonic() - began < 1


def test_two_at_once_are_not_alone(tmp_path):
    with alone(tmp_path / "ledger") as first, alone(tmp_path / "ledger") as second:
        assert (first, second) == (True, False)
    with alone(tmp_path / "ledger") as third:
        assert third


# ---- The command, as a person presses it -----------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path):
    """An edition laid out, its page live, three people, and an aiosmtpd server: press(*words)."""

    class Desk:
        folder = tmp_path
        people = a_list(tmp_path / "people.csv", ["a@example.org", "b@example.org", "c@example.org"])

        def press(self, *words, to=None, via=None, **options):
            named = [] if to == "" else ["--to", str(to or self.people)]
            return press(self.folder, *named, "--via", via or self.via, *words, **options)

        def test(self):
            return self.press("--test", "officer@example.org", to="")

        def go(self, *words, **options):
            return self.press("--go", "--confirm", "14", *words, **options)

        def lay_out(self, **changed):
            return lay_out(self.folder, page=f"{self.address}{PAGE_PATH}", **changed)

    web = web_server(tmp_path / "site", 0)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    with a_server() as mail:
        Desk.via, Desk.mail, Desk.address = f"smtp://127.0.0.1:{mail.port}", mail, f"http://127.0.0.1:{web.server_port}"
        Desk().lay_out()
        yield Desk()
    web.shutdown()


def got(desk):
    return sorted(to for to, _content in desk.mail.handler.got)


def test_from_the_first_look_to_the_second_press(desk):
    look = desk.press()
    assert look.returncode == 0, look.stderr
    assert SUBJECT in look.stdout
    assert "3 people" in look.stdout
    assert "Not yet: this content was not tried out" in look.stdout
    assert not (desk.folder / "ledger").exists()

    assert desk.test().returncode == 0
    assert got(desk) == ["officer@example.org"]
    desk.mail.handler.got.clear()

    assert "Not yet" not in desk.press().stdout
    first = desk.go()
    assert first.returncode == 0, first.stderr
    assert got(desk) == ["a@example.org", "b@example.org", "c@example.org"]
    assert "3 sent" in first.stdout
    second = desk.go()
    assert (second.returncode, len(got(desk))) == (0, 3)
    assert "@" not in first.stdout + second.stdout


def refused(result, said):
    assert result.returncode == 1, result.stdout
    assert said in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_goes_without_a_test_of_the_same_content(desk):
    refused(desk.go(), "not tried out this way")
    desk.test()
    desk.mail.handler.got.clear()
    desk.lay_out(text=TEXT + "One more line.\n")
    refused(desk.go(), "not tried out this way")
    desk.lay_out(mailing=mailing(reply_to="another@brackenshire.example"))
    refused(desk.go(), "not tried out this way")
    assert not got(desk)


def test_a_test_that_was_not_accepted_does_not_count(desk):
    desk.mail.handler.fault = ("end of DATA", "550 no")
    assert desk.test().returncode == 1
    desk.mail.handler.fault = None
    refused(desk.go(), "not tried out this way")


@pytest.mark.parametrize("how", ["gone", "other words", "not built"])
def test_nothing_goes_before_the_page_is_live_as_it_was_built(desk, how):
    desk.test()
    built = desk.folder / f"site{PAGE_PATH}index.html"
    elsewhere = desk.folder / "elsewhere" / PAGE_PATH.strip("/") / "index.html"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text(PAGE.format("built"))
    if how == "gone":
        shutil.rmtree(built.parent)
    else:
        built.write_text(PAGE.format("live").replace("Twelve", "Thirteen"))
    site = desk.folder / ("nowhere" if how == "not built" else "elsewhere")
    said = {"gone": "answers 404", "other words": "does not say what was built", "not built": "build the site"}[how]
    desk.mail.handler.got.clear()

    refused(desk.go(site=site), said)
    assert not got(desk)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("withdrawn: {on: 2026-11-21, why: It was wrong.}\nstatus: published", "it was withdrawn"),
        ("status: draft", "its status is draft"),
        ("status: published\ndate: 2199-01-01T09:00", "its moment has not come: `date` says 2199-01-01 09:00"),
    ],
)
def test_an_edition_that_is_not_public_any_more_or_not_yet_never_goes(desk, line, said):
    desk.test()
    text = BRIEFING.replace("date: 2026-11-20T09:00\n", "") if "date" in line else BRIEFING
    (desk.folder / "content" / "briefings" / f"{NAME}.md").write_text(text.replace("status: published", line))

    refused(desk.go(), said)


def test_an_edition_whose_file_was_changed_since_its_mail_was_made_never_goes(desk):
    desk.lay_out(source=sha256(BRIEFING.encode()).hexdigest())
    desk.test()
    (desk.folder / "content" / "briefings" / f"{NAME}.md").write_text(BRIEFING + "A correction.\n")

    refused(desk.go(), "changed since the mail was made")


def test_the_mail_of_a_draft_never_goes(desk):
    desk.lay_out(draft=True)

    refused(desk.test(), "made from a draft")


def test_without_an_address_to_stop_at_not_even_a_test_goes(desk):
    desk.lay_out(mailing=mailing(unsubscribe=None))

    refused(desk.test(), "where people can stop")
    assert not got(desk)


def test_mail_that_was_changed_by_hand_or_is_not_whole_never_goes(desk):
    body = desk.folder / "mail" / NAME / "body.txt"
    body.write_text("Other words")
    refused(desk.test(), "changed by hand")
    body.unlink()
    refused(desk.test(), "not whole")


def test_an_edition_is_found_by_its_number_where_one_folder_has_it(desk):
    mail = desk.folder / "mail"
    assert [read_ready(mail, name).prepared.edition for name in (NAME, "14")] == [NAME, NAME]
    for name, said in (("15", "15 is not there"), ("latest", "Say which briefing")):
        with pytest.raises(ValueError, match=said):
            read_ready(mail, name)
    shutil.copytree(mail / NAME, mail / "another-14")
    with pytest.raises(ValueError, match="14 is not there"):
        read_ready(mail, "14")


def test_a_list_or_a_ledger_inside_the_repository_is_refused(desk):
    refused(desk.press(to=ROOT / "content" / "people.csv"), "Addresses never go where they could be published")
    refused(desk.press(ledger=ROOT / "ledger.sqlite3"), "The ledger cannot lie there")
    refused(desk.press(ledger=desk.folder / "site" / "ledger.sqlite3"), "The ledger cannot lie there")


def test_a_list_with_mistakes_is_told_whole_and_nothing_goes(desk):
    desk.test()
    desk.mail.handler.got.clear()
    desk.people.write_text(
        desk.people.read_text() + "not an address,2025-01-01,x,\nrosa@example.org,,x,https://l.example/r\n"
    )
    result = desk.go()

    refused(result, "row 5, column email")
    assert "row 6, column consented" in result.stdout
    assert "rosa" not in result.stdout + result.stderr
    assert not got(desk)


def test_the_number_of_the_edition_must_be_typed(desk):
    desk.test()
    desk.mail.handler.got.clear()

    refused(desk.press("--go"), "--confirm 14")
    refused(desk.press("--go", "--confirm", "13"), "not the number")
    refused(desk.press("--go", to="-", stdin=desk.people.read_text()), "--confirm 14")
    assert not got(desk)
    assert desk.go(to="-", stdin=desk.people.read_text()).returncode == 0
    assert len(got(desk)) == 3


def test_who_left_the_list_between_two_presses_gets_nothing_more(desk):
    desk.test()
    desk.go(via="smtp://127.0.0.1:9")
    desk.mail.handler.got.clear()
    rows = desk.people.read_text().splitlines()
    desk.people.write_text("\n".join([rows[0], rows[2]]) + "\n")
    result = desk.go()

    assert got(desk) == ["b@example.org"]
    assert "2 in the ledger, but not on this list: 2 queued" in result.stdout


def test_503_at_mail_marks_nobody_failed(desk):
    desk.test()
    desk.mail.handler.got.clear()
    desk.mail.fault = ("MAIL", "503 5.5.1 EHLO first")
    result = desk.go()

    assert result.returncode == 3
    assert "3 still to go" in result.stdout
    assert "503 5.5.1" in result.stdout
    desk.mail.fault = None
    assert desk.go().returncode == 0
    assert len(got(desk)) == 3


def test_a_server_that_hangs_up_after_each_letter_costs_nobody_theirs_and_nobody_gets_two(desk):
    class Once(Box):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            answer = await super().handle_DATA(server, session, envelope)
            server.loop.call_later(0.01, server.transport.close)
            return answer

    desk.test()
    desk.mail.handler.got.clear()
    desk.mail.handler.__class__ = Once
    first = desk.go()
    assert "refused for good" not in first.stdout
    desk.go()
    assert got(desk) == ["a@example.org", "b@example.org", "c@example.org"]


def test_what_is_unknown_is_reported_and_only_a_person_decides(desk):
    desk.test()
    desk.mail.handler.got.clear()
    desk.mail.handler.fault = ("end of DATA", "hang up")
    first = desk.go()
    desk.mail.handler.fault = None
    assert first.returncode == 3
    assert "3 unknown" in first.stdout
    assert "rows 2, 3, 4" in first.stdout
    assert desk.go().returncode == 3
    assert len(got(desk)) == 3

    refused(desk.press("--resolve-unknown", "perhaps", "--confirm", "14"), "--resolve-unknown")
    refused(desk.press("--resolve-unknown", "sent"), "--confirm 14")
    assert desk.press("--resolve-unknown", "sent", "--rows", "2,3", "--confirm", "14").returncode == 0
    assert desk.press("--resolve-unknown", "again", "--confirm", "14").returncode == 0
    refused(desk.press("--resolve-unknown", "again", "--confirm", "14"), "None of these people is unknown")
    assert desk.go().returncode == 0
    assert got(desk) == ["a@example.org", "b@example.org", "c@example.org", "c@example.org"]


def test_who_was_refused_for_good_is_tried_again_only_if_a_person_says_so(desk):
    desk.test()
    desk.mail.handler.got.clear()
    desk.mail.handler.fault = ("end of DATA", "554 5.7.1 no")
    first = desk.go()
    desk.mail.handler.fault = None
    assert first.returncode == 0
    assert "3 x 554 5.7.1 at the end of DATA" in first.stdout
    desk.go()
    assert not got(desk)
    assert desk.press("--retry-failed", "--confirm", "14").returncode == 0
    desk.go()
    assert len(got(desk)) == 3


def test_the_second_of_two_at_once_refuses_with_75(desk):
    desk.test()
    with alone(desk.folder / "ledger" / "kept.sqlite3"):
        result = desk.go()

    assert result.returncode == 75
    assert "Another run" in result.stdout


def test_an_edition_that_was_forgotten_never_goes_again(desk):
    desk.test()
    desk.go()
    ledger = Ledger.open(desk.folder / "ledger" / "kept.sqlite3")
    ledger.purge(datetime(2099, 1, 1, tzinfo=UTC))
    ledger.close()

    refused(desk.go(), "closed since 2099-01-01")
    refused(desk.press(), "closed since 2099-01-01")


def test_ctrl_c_finishes_the_letter_in_hand_and_leaves_the_rest(desk):
    a_list(desk.people, [f"p{number}@example.org" for number in range(50)])
    desk.test()
    desk.mail.handler.got.clear()
    words = ("--to", str(desk.people), "--via", desk.via, "--go", "--confirm", "14", "--per-second", "20")
    run_ = subprocess.Popen(
        command(desk.folder, *words), cwd=ROOT, env=environment(desk.folder), stdout=subprocess.PIPE, text=True
    )
    while len(got(desk)) < 3:
        time.sleep(0.01)
    run_.send_signal(signal.SIGINT)
    said, _none = run_.communicate(timeout=30)

    assert run_.returncode == 3
    assert "somebody asked to stop" in said
    assert "unknown" not in said
    assert f"{len(got(desk)):7,} sent" in said
    assert desk.go().returncode == 0
    assert max(Counter(got(desk)).values()) == 1
    assert len(got(desk)) == 50


def test_letters_can_go_into_a_folder_and_each_holds_its_own_address_to_stop_at(desk):
    out = desk.folder / "out"
    desk.test()
    refused(desk.go(via=f"folder:{out}"), "not tried out this way")
    desk.press("--test", "me@example.org,you@example.org", to="", via=f"folder:{out}")
    assert len(list(out.iterdir())) == 2
    assert desk.go(via=f"folder:{out}").returncode == 0

    files = [one.read_text() for one in out.glob(f"{NAME}-*.eml") if "-test-" not in one.name]
    assert len(files) == 3
    assert len({next(line for line in one.splitlines() if line.startswith("List-Unsubscribe:")) for one in files}) == 3
    assert GENERAL + "\n" not in files[0].replace("\r", "")


def test_a_test_into_a_folder_is_written_anew_where_only_a_header_changed(desk):
    out = desk.folder / "out"
    for reply_to in ("first@example.org", "second@example.org"):
        desk.lay_out(mailing=mailing(reply_to=reply_to))
        assert desk.press("--test", "me@example.org", to="", via=f"folder:{out}").returncode == 0

    assert sum("Reply-To: second@example.org" in one.read_text() for one in out.iterdir()) == 1


def test_an_edition_with_a_fresh_id_and_number_is_still_the_one_that_was_sent(desk):
    desk.test()
    desk.go()
    desk.lay_out(id="5b0a8f1e-0099-4000-8000-000000000009", number=15)

    refused(desk.press("--test", "me@example.org", to=""), "with another id")


def test_a_link_to_the_ledger_is_the_ledger(desk):
    desk.test()
    desk.go()
    link = desk.folder / "link.sqlite3"
    link.symlink_to(desk.folder / "ledger" / "kept.sqlite3")

    assert "3 sent" in desk.press(ledger=link).stdout
    assert not list(desk.folder.glob("link.sqlite3.*"))


def test_a_ledger_that_is_broken_or_cannot_be_made_is_refused_in_words(desk):
    desk.test()
    broken = desk.folder / "ledger" / "kept.sqlite3"
    broken.write_bytes(broken.read_bytes()[:4096] + b"\xaa" * (broken.stat().st_size - 4096))
    for words in ((), ("--go", "--confirm", "14")):
        refused(desk.press(*words), "ledger")
    below_a_file = desk.people / "ledger.sqlite3"
    refused(desk.press("--test", "me@example.org", to="", ledger=below_a_file), "cannot be used")


@pytest.mark.parametrize("said", ["nan", "-1", "inf", "fast"])
def test_a_pace_that_is_none_is_refused_in_words(desk, said):
    refused(desk.press("--per-second", said), "--per-second takes a number")


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_disk_that_is_full_at_the_start_sends_nothing(desk):
    desk.test()
    desk.mail.handler.got.clear()
    a_list(desk.people, [f"p{number}@example.org" for number in range(2000)])
    words = ("--to", str(desk.people), "--via", desk.via, "--go", "--confirm", "14")
    # A limit for each file stands for a full disk: the ledger's log cannot grow.
    limited = ["prlimit", "--fsize=60000", "--", *command(desk.folder, *words)]
    result = subprocess.run(
        limited,
        cwd=ROOT,
        env={**environment(desk.folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )

    refused(result, "The ledger cannot be written")
    assert not got(desk)
    assert desk.go().returncode == 0
    assert len(got(desk)) == 2000
