"""The writer: everything is staged; only what differs reaches the output, at the end and together."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from pelican.writers import Writer

from plugins.incremental.beside import Beside, Half
from plugins.incremental.gate import inputs
from plugins.incremental.lock import Lock
from plugins.incremental.placing import clashes, obstacles, place, unfit
from plugins.incremental.record import Output, Record, conditions, digest, stamp, stamps, state_folder
from plugins.incremental.settings import IncrementalSettings
from plugins.model.findings import ContentError, Finding, Place, error
from plugins.model.views import View
from plugins.sources.workspace import Workspace, canonical

Make = Callable[[], bytes]


class Renderer(Protocol):
    """What turns a view into a page, and says whether the page can have changed."""

    def render(self, template: str, view: View) -> bytes:
        """Return the page."""

    def fingerprint(self, template: str, view: View) -> str:
        """Return a digest of all that the page depends on."""

    @property
    def code(self) -> str:
        """The version of our code."""


class StagingWriter(Writer):  # type: ignore[misc]  # Pelican is untyped
    """Takes pages and files from every feature, and commits them when all is well."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        """Begin a build into *output_path*; what the last one made is on record.

        Raises ``ContentError`` where another build writes there.
        """
        super().__init__(output_path, settings)
        self.output = Path(output_path).resolve()
        self.root = f"{self.output}{os.sep}"
        self.workspace: Workspace = settings["WORKSPACE"]
        self.renderer: Renderer = settings["RENDERER"]
        self.state = state_folder(IncrementalSettings.from_pelican(settings).state, self.output)
        self.inputs: Mapping[str, Any] = settings["STAMPS"]
        self.conditions = conditions(settings)
        self.lock = Lock(self.state, self.output)
        self.last = Record.load(self.state)
        # Inside the output, because a file can only be moved in one step within one file system.
        self.staging = self.output / ".staging"
        self.outputs: dict[str, Output] = {}
        self.staged: dict[str, Path] = {}
        self.pages: dict[str, View] = {}
        self.others: list[Beside] = []
        self.series = ""
        self.said = ""
        shutil.rmtree(self.staging, ignore_errors=True)
        settings["WRITER"] = self

    def stage(self, save_as: str, template: str, view: View) -> None:
        """Stage the page that *template* makes of *view*; it is rendered only if it can have changed."""
        fingerprint = self.renderer.fingerprint(template, view)
        self._stage(save_as, fingerprint, lambda: self.renderer.render(template, view), view.get("source", ""))
        if save_as in self.outputs:
            self.pages.setdefault(save_as, view)

    def stage_lazily(self, save_as: str, template: str, key: View, make: Callable[[], View]) -> None:
        """Stage the page that *template* makes of the view that *make* gives.

        It is asked only if *key* (or our code) has changed: a small view with the address and the section of the page,
        and all else that the page depends on.
        """
        fingerprint = self.renderer.fingerprint(template, key)
        self._stage(save_as, fingerprint, lambda: self.renderer.render(template, make()), key.get("source", ""))
        if save_as in self.outputs:
            self.pages.setdefault(save_as, key)

    def stage_data(self, save_as: str, view: object, make: Make) -> None:
        """Stage the file that *make* gives; it is asked only if *view* or our code has changed."""
        self._stage(save_as, digest(f"{self.renderer.code}{canonical(view)}".encode()), make)

    def stage_bytes(self, save_as: str, data: bytes) -> None:
        """Stage a file as it is."""
        self._stage(save_as, digest(data), lambda: data)

    def write_file(self, name: str, template: Any, context: Mapping[str, Any], *_: object, **given: Any) -> None:
        """Stage what one of Pelican's own generators, or another's plugin, writes."""
        if name:
            self.stage_bytes(name, template.render({**context, **given, "output_file": name}).encode())

    def _stage(self, save_as: str, fingerprint: str, make: Make, source: str = "") -> None:
        if unfit(save_as):
            self._say(source or save_as, f"“/{save_as}” cannot be an address.", "Use letters, figures and hyphens.")
            return
        if save_as in self.outputs:
            self._refuse(save_as, source)
            return
        # Text, not a path: a large site asks this of thousands of files, and most of them have not changed.
        known = self.last.outputs.get(save_as)
        if known and known.fingerprint == fingerprint and known.stamp == stamp(f"{self.root}{save_as}"):
            self.outputs[save_as] = known
            return
        target, data = self.output / save_as, make()
        self.outputs[save_as] = Output(fingerprint, digest(data), source=source)
        if not (target.is_file() and target.read_bytes() == data):
            self._put(save_as, data)

    def beside(self, work: Callable[[], None], *, is_large: bool) -> None:
        """Let *work* stage its part beside all that is staged from now on, in a second process where that pays."""
        self.others.append(Beside(self, work, is_large=is_large))

    def join(self) -> None:
        """Wait until everything is staged that began beside the rest."""
        while self.others:
            self.others.pop().join()

    def take(self, half: Half) -> None:
        """Take over what a second process staged, as if it had been staged here."""
        self.workspace.findings += half.findings
        self.workspace.clock.asked |= half.asked
        for save_as, output in half.outputs.items():
            if save_as in self.outputs:
                self._refuse(save_as, output.source)
                continue
            self.outputs[save_as] = output
            self.staged |= {save_as: half.staged[save_as]} if save_as in half.staged else {}
            self.pages |= {save_as: half.pages[save_as]} if save_as in half.pages else {}

    def _refuse(self, save_as: str, source: str) -> None:
        # Which of the two came first is chance, so the finding does not depend on it.
        claimed = max(source, self.outputs[save_as].source) or save_as
        mend = "Give one of the two another `slug`, or take away the `redirect_from`."
        self._say(claimed, f"Two pages would be written to /{save_as}.", mend)

    def _say(self, file: str, message: str, mend: str) -> None:
        self.workspace.findings.append(error(Place(file), message, mend))

    def _put(self, save_as: str, data: bytes) -> None:
        # Side by side: a folder for each page would take longer to make and to remove than the page.
        path = self.staging / f"{self.series}{len(self.staged)}"
        try:
            self.staging.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as problem:
            self.abandon()
            raise disk_refused(self.output, problem) from None
        self.staged[save_as] = path

    def read(self, save_as: str) -> bytes:
        """Return the bytes an output has, or will have."""
        path = self.staged.get(save_as, self.output / save_as)
        return path.read_bytes() if path.is_file() else b""

    def faults(self) -> Iterator[Finding]:
        """Yield what would keep the staged files from being put in their places."""
        yield from clashes(self.outputs)
        yield from obstacles(self.output, self.staged, {*self.last.outputs, *self.last.pending})

    def commit(self) -> None:
        """Put every staged file in its place, remove what no longer belongs, then write the record."""
        gone = {*self.last.outputs, *self.last.pending} - self.outputs.keys()
        # Named before they are written: if the build dies now, the next one knows of them and can remove them.
        self.last.announce(self.state, self.staged)
        place(self.output, self.staged, gone)
        shutil.rmtree(self.staging, ignore_errors=True)
        self._save()
        written = f"{len(self.staged)} file{'' if len(self.staged) == 1 else 's'} written"
        removed = f", {len(gone)} removed" if gone else ""
        self.said = f"Built {self.output.name}/: {len(self.pages)} pages, {written}{removed}."

    def _save(self) -> None:
        for name, output in self.outputs.items():
            output.stamp = output.stamp or stamp(f"{self.root}{name}")
        clock = self.workspace.clock
        # The record comes last: a build that dies before this line is seen as not done.
        Record(
            conditions=self.conditions,
            now=clock.now.isoformat(),
            next_change=clock.next_change.isoformat() if clock.next_change else None,
            inputs=dict(self.inputs),
            outputs=dict(sorted(self.outputs.items())),
        ).save(self.state)
        for keep in (self.workspace.prose.save, *self.workspace.keep):
            keep()

    def abandon(self) -> None:
        """Throw away what was staged: the last good output stays as it is."""
        while self.others:
            self.others.pop().stop()
        shutil.rmtree(self.staging, ignore_errors=True)
        if self.output.is_dir() and not any(self.output.iterdir()):
            self.output.rmdir()
        self.lock.release()


def disk_refused(output: Path, problem: OSError) -> ContentError:
    """Return what to say where the disk does not let a build be written."""
    mend = "Is the disk full, or may you not write there? Mend it and build again: no file is half written."
    return ContentError([error(Place(str(output)), f"The site could not be written: {problem.strerror}.", mend)])


def refuse_deleting(*, asked: bool) -> None:
    """Refuse Pelican's way of emptying the output first: a build that stops would leave nothing at all."""
    if asked:
        mend = "Build without it: what no longer belongs is removed at the end of a build."
        raise ContentError(
            [error(Place("DELETE_OUTPUT_DIRECTORY"), "The output is never emptied before a build.", mend)]
        )


def taken_stamps(content: str) -> dict[str, Any]:
    """Return the stamps of all inputs as they are before anything is read."""
    return stamps(inputs(Path(content)))
