"""The commands of Open Local Offer: ``invoke --list`` shows them. Each loads only what it needs."""

import gc
import logging
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from invoke import Collection, Context, Exit, task

ROOT = Path(__file__).resolve().parent
STATE = Path(os.environ.get("OPEN_LOCAL_OFFER_STATE", ROOT / ".build"))
sys.path.insert(0, str(ROOT))

HELP = {
    "content": "The folder that the partnership edits (content).",
    "output": "The folder to build into (output).",
    "at": "The moment to build for, in London: 2026-11-06 or 2026-11-06T09:00. Now, where none is given.",
    "publish": "As the public gets it: a legal time limit that nobody has verified stops the build.",
}


def _some(words: tuple[str, ...]) -> dict[str, str]:
    return {word: HELP[word] for word in words}


@task(help=_some(("content", "output", "at", "publish")))
def build(_c, content="content", output="output", at="", publish=False):
    """Build the site: only what changed is rendered and written."""
    started = time.perf_counter()
    said = _build(Path(content), Path(output), at or None, publish=publish)
    print(f"{said} {time.perf_counter() - started:.2f} s.")
    _end_quickly()


def _end_quickly() -> None:
    """Let Python end without looking through all that a large build has made: nobody needs it any more."""
    from blinker import ANY, default_namespace

    for one in default_namespace.values():
        for receiver in list(one.receivers_for(ANY)):
            one.disconnect(receiver)
    gc.freeze()


def _build(content: Path, output: Path, at: str | None, *, publish: bool) -> str:
    from plugins.incremental.gate import nothing_to_do, settings

    if str(output) == ".":
        raise Exit("--output needs the name of a folder, for example output.", code=1)
    if not content.is_dir():
        raise Exit(f"There is no folder {content}. Say which one with --content.", code=1)
    now = _moment(at)
    if nothing_to_do(settings(_conf(publish=publish), content), output, now):
        return f"Nothing has changed since the last build: {output}/ is as it should be."
    return _run_pelican(content, output, at, publish=publish)


def _moment(at: str | None) -> datetime:
    from plugins.model.clock import LONDON, instant

    try:
        return instant(at) if at else datetime.now(LONDON)
    except ValueError:
        raise Exit(f"--at {at}: write 2026-11-06 or 2026-11-06T09:00.", code=1) from None


def _conf(*, publish: bool) -> Path:
    return ROOT / ("publishconf.py" if publish else "pelicanconf.py")


def _run_pelican(content: Path, output: Path, at: str | None, *, publish: bool, drafts: bool = False) -> str:
    return _built(content, output, at, publish=publish, drafts=drafts)["WRITER"].said


def _built(content: Path, output: Path, at: str | None, *, publish: bool, drafts: bool = False) -> dict:
    import pelican
    from pelican.settings import read_settings

    # A build makes much and throws little away: looking for what nobody holds any more is a sixth of its time.
    gc.disable()
    paths = {"PATH": str(content.resolve()), "OUTPUT_PATH": str(output.resolve())}
    settings = read_settings(str(_conf(publish=publish)), override=paths)
    settings["SITE"] = {**settings["SITE"], "at": at, "drafts": drafts}
    pelican.console.quiet = True
    logging.getLogger("pelican").addHandler(logging.NullHandler())
    asked = list(settings["PLUGINS"])
    site = pelican.Pelican(settings)
    if missing := [name for name in asked if name not in settings["PLUGINS"]]:
        raise Exit(
            f"These parts could not be loaded: {', '.join(missing)}. Try: python -c 'import {missing[0]}'", code=1
        )
    site.run()
    return settings


@task(help={**_some(("content", "at")), "port": "The port on this machine (8000)."})
def serve(_c, content="content", at="", port=8000):
    """Show the site on this machine with its drafts, and build again whenever something is saved."""
    from threading import Thread

    from watchfiles import watch

    from plugins.delivery.preview import root_of, server

    output = STATE / "preview"
    _preview(content, output, at)
    root = root_of(Path(content))
    shown = server(output, int(port), root)
    Thread(target=shown.serve_forever, daemon=True).start()
    print(f"See http://127.0.0.1:{shown.server_port}{root}/ and stop with Ctrl+C.", flush=True)
    for _changes in watch(content, ROOT / "theme", ROOT / "plugins", raise_interrupt=False):
        _preview(content, output, at)
    shown.shutdown()


def _preview(content: str, output: Path, at: str) -> None:
    # A process of its own each time: code and templates may have changed, and a mistake must not end the preview.
    command = [sys.executable, "-m", "invoke", "preview", "--content", content, "--output", str(output), "--at", at]
    subprocess.run(command, cwd=ROOT, check=False)


@task(help=_some(("content", "output", "at")))
def preview(_c, content="content", output=".build/preview", at=""):
    """Build once with drafts and what is not yet due, to look at and never to publish. `serve` does this for you."""
    if STATE.resolve() not in Path(output).resolve().parents:
        raise Exit(f"A preview holds drafts: it is only built below {STATE}, so that nobody publishes it.", code=1)
    print(_run_pelican(Path(content), Path(output), at or None, publish=False, drafts=True))


@task(
    help={
        "content": HELP["content"],
        "dry-run": "Only show what would change in public.",
        "yes": "Do not ask.",
        "addresses": "Only where every source is at an address; where one is a file, say so and do nothing.",
        "at": HELP["at"],
    }
)
def pull(_c, content="content", dry_run=False, yes=False, addresses=False, at=""):
    """Read the plan's tracker, show what would change in public, ask, and keep the new snapshot."""
    from plugins.delivery.pulling import pull_tracker

    try:
        said = pull_tracker(
            Path(content),
            STATE,
            ROOT / "theme" / "locales",
            at or None,
            dry_run=dry_run,
            ask=None if yes else _ask,
            addresses=addresses,
        )
    except ValueError as problem:
        raise Exit(str(problem), code=1) from None
    print(said)


def _ask(question: str) -> bool:
    if not sys.stdin.isatty():
        raise Exit("Nobody is here to ask. Say --yes to accept, or --dry-run to only look.", code=1)
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


@task(
    positional=["kind", "title"],
    help={
        "kind": "page, news, briefing, event, alert, comment, board, workstream, strategy or consultation.",
        "title": "Its title, in quotation marks. A briefing may do without: it gets one to be changed.",
        "under": "For a page: the folder it stands in, for example local-offer.",
        "content": HELP["content"],
        "at": "For a briefing: the moment to begin it for. Now, where none is given.",
    },
)
def new(_c, kind, title, under="", content="content", at=""):
    """Begin a draft with a fresh id, its date, the sections of its kind, and for a briefing all that is new."""
    from plugins.sources.drafts import begin

    if kind == "briefing":
        return _new_briefing(Path(content), title, at)
    path = begin(kind, title, Path(content), under)
    print(f"Made {path}. It is a draft: set `status: published` when it is ready.")
    return None


def _new_briefing(content: Path, title: str, at: str) -> None:
    from plugins.model.clock import LONDON, Clock, instant
    from plugins.sources.prefill import begin_briefing, told

    try:
        now = instant(at) if at else datetime.now(LONDON)
    except ValueError:
        raise Exit(f"--at {at}: write 2026-11-06 or 2026-11-06T09:00.", code=1) from None
    ready = begin_briefing(content, STATE, ROOT / "theme" / "locales", Clock(now), title)
    print("\n".join(told(ready)))


def _may_have_no_title() -> None:
    """Let `invoke new briefing` stand alone: invoke has no positional word that may be left out."""
    from invoke.main import program

    given = getattr(getattr(program, "core", None), "unparsed", [])
    if given[:1] == ["new"]:
        words, wants_value = [], False
        for word in given[1:]:
            if not wants_value and not word.startswith("-"):
                words.append(word)
            wants_value = not wants_value and word.startswith("--") and "=" not in word
        if words == ["briefing"]:
            given.append("")


_may_have_no_title()


@task(help={"fix": "Mend what can be mended by itself."})
def check(c, fix=False):
    """Run every check that CI runs: style, types, tests, and the HTML of the whole output."""
    python = f'"{sys.executable}"'
    commands = [
        f"{python} -m ruff check {'--fix ' if fix else ''}.",
        f"{python} -m ruff format {'' if fix else '--check '}.",
        f"{python} -m mypy plugins",
        f"{python} -m pytest",
    ]
    with c.cd(str(ROOT)):
        failed = [command for command in commands if not _passes(c, command)]
    if failed:
        raise Exit(f"{len(failed)} of {len(commands)} checks failed: {'; '.join(failed)}", code=1)
    print("Every check passed.")


def _passes(c: Context, command: str) -> bool:
    print(f"\n{command.replace(sys.executable, 'python')}", flush=True)
    return bool(c.run(command, warn=True, pty=False).ok)


@task
def bench(_c):
    """Measure building the demonstration and a large plan, the weight of their pages, and sending 10,000 letters."""
    from bench import demonstration, large, sending

    print(demonstration.measure(ROOT), flush=True)
    print(f"\n{large.measure(ROOT)}", flush=True)
    print(f"\n{sending.measure(ROOT)}")


@task
def messages(_c):
    """Gather every word the code prints into theme/locales/messages.pot, for translators."""
    from plugins.delivery.messages import write_catalogue

    print(f"Wrote {write_catalogue(ROOT).relative_to(ROOT)}.")


@task
def clean(_c):
    """Remove what builds made: output and caches. The next build makes them afresh."""
    for folder in (ROOT / "output", STATE):
        shutil.rmtree(folder, ignore_errors=True)
    print("Removed output/ and .build/.")


@task(
    positional=["edition"],
    help={
        "edition": "The briefing: the name of its file (2026-11-20-briefing-14), its number (14), or latest.",
        **_some(("content", "output", "at")),
    },
)
def email_build(_c, edition, content="content", output="output", at=""):
    """Build the site, then make the mail of an edition: files to paste into a list service or to send."""
    from plugins.briefings.mail.asked import asked_for
    from plugins.briefings.mail.build import build_mail

    def make() -> int:
        now = _moment(at)
        asked = asked_for(Path(content), edition, now)
        # A draft is built apart from the site, so that nobody publishes it.
        is_public = asked.is_public(now)
        folder = Path(output) if is_public else STATE / "preview"
        settings = _built(Path(content), folder, at or None, publish=False, drafts=not is_public)
        print(build_mail(settings, asked, _mail()))
        return 0

    _end(make)


@task(
    positional=["edition"],
    help={
        "edition": "The name of the briefing's file without its ending, for example 2026-11-20-briefing-14.",
        "to": "The list: a CSV file outside the repository, or - for standard input (docs/sending.md).",
        "via": "smtp://user@host:587, folder:PATH or notify:TEMPLATE. OPEN_LOCAL_OFFER_VIA says it once for all.",
        "test": "Send only to these addresses of your own, with commas between them, and keep that it was tried out.",
        "go": "Really send. Without it nothing is sent.",
        "confirm": "The number of the edition, for scripts; a person is asked to type it.",
        "ledger": "The ledger. Else OPEN_LOCAL_OFFER_LEDGER, else in your data folder.",
        "per-second": "At most so many letters a second (as area.toml says).",
        "site": "The built site, with which the page at its address is compared (output).",
        "content": HELP["content"],
        "plain": "Send without TLS to another machine: everybody on the way can read it.",
        "resolve-unknown": "What you found out of letters that are unknown: sent, or again.",
        "retry-failed": "Queue again who was refused for good.",
        "rows": "Only these rows of the list, for --resolve-unknown and --retry-failed: 12,40.",
    },
)
def email_send(  # noqa: PLR0917  # invoke reads the options from here
    _c,
    edition,
    to="",
    via="",
    test="",
    go=False,
    confirm="",
    ledger="",
    per_second="0",
    site="output",
    content="content",
    plain=False,
    resolve_unknown="",
    retry_failed=False,
    rows="",
):
    """Send an edition to everybody who has not had it: a dry run, unless --go is said."""
    from plugins.delivery.preview import root_of
    from plugins.delivery.sending.asked import Asked
    from plugins.delivery.sending.command import send_edition

    asked = Asked(
        edition=edition,
        to=to,
        root=ROOT,
        content=Path(content),
        mail=_mail(),
        site=Path(site),
        site_path=root_of(Path(content)),
        via=via,
        test=test,
        go=go,
        confirm=str(confirm),
        ledger=ledger,
        per_second=_pace(per_second),
        plain=plain,
        resolve_unknown=resolve_unknown,
        retry_failed=retry_failed,
        rows=str(rows),
    )
    _end(lambda: send_edition(asked))


def _pace(said: object) -> float:
    try:
        pace = float(str(said))
    except ValueError:
        pace = -1.0
    if not 0 <= pace <= 10_000:  # not a number is neither
        raise Exit("--per-second takes a number, 10,000 at most: --per-second 20", code=1)
    return pace


@task(help={"ledger": "The ledger. Else OPEN_LOCAL_OFFER_LEDGER, else in your data folder."})
def email_purge(_c, ledger=""):
    """Forget to whom editions were sent, of those whose days are over (keep_days in area.toml)."""
    from plugins.delivery.sending.command import purge

    _end(lambda: purge(ledger))


def _mail() -> Path:
    return Path(os.environ.get("OPEN_LOCAL_OFFER_MAIL", ROOT / "mail"))


def _end(do) -> None:
    try:
        code = do()
    except ValueError as problem:
        raise Exit(str(problem), code=1) from None
    if code:
        raise Exit(code=int(code))


_email = Collection("email")
_email.add_task(email_build, "build")
_email.add_task(email_send, "send")
_email.add_task(email_purge, "purge")
ns = Collection(build, serve, preview, pull, new, check, bench, messages, clean, _email)
