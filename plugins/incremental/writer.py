"""The writer: everything is staged; only what differs reaches the output, at the end and together."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from pelican.writers import Writer

from plugins.incremental.gate import inputs
from plugins.incremental.record import Output, Record, digest, stamp, stamps, state_folder
from plugins.incremental.settings import IncrementalSettings
from plugins.model.findings import Place, error
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
        """Begin a build into *output_path*; what the last one made is on record."""
        super().__init__(output_path, settings)
        self.output = Path(output_path).resolve()
        self.workspace: Workspace = settings["WORKSPACE"]
        self.renderer: Renderer = settings["RENDERER"]
        state = IncrementalSettings.from_pelican(settings).state
        self.state = state_folder(state, self.workspace.content, self.output, publish=self.workspace.publish)
        self.inputs: Mapping[str, Any] = settings["STAMPS"]
        self.last = Record.load(self.state)
        # Beside the output, because a file can only be moved in one step within one file system.
        self.staging = self.output.with_name(f".{self.output.name}.staging")
        self.outputs: dict[str, Output] = {}
        self.staged: dict[str, Path] = {}
        self.pages: dict[str, View] = {}
        self.said = ""
        shutil.rmtree(self.staging, ignore_errors=True)
        settings["WRITER"] = self

    def stage(self, save_as: str, template: str, view: View) -> None:
        """Stage the page that *template* makes of *view*; it is rendered only if it can have changed."""
        self.pages[save_as] = view
        fingerprint = self.renderer.fingerprint(template, view)
        self._stage(save_as, fingerprint, lambda: self.renderer.render(template, view), view.get("source", ""))

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
        if save_as in self.outputs:
            self._refuse(save_as, source)
            return
        target, known = self.output / save_as, self.last.outputs.get(save_as)
        if known and known.fingerprint == fingerprint and known.stamp == stamp(target):
            self.outputs[save_as] = known
            return
        data = make()
        self.outputs[save_as] = Output(fingerprint, digest(data), source=source)
        if known and known.digest == digest(data):
            self.outputs[save_as].facts = known.facts
        if not (target.is_file() and target.read_bytes() == data):
            self._put(save_as, data)

    def _refuse(self, save_as: str, source: str) -> None:
        # Which of the two came first is chance, so the finding does not depend on it.
        claimed = max(source, self.outputs[save_as].source) or save_as
        mend = "Give one of the two another `slug`, or take away the `redirect_from`."
        self.workspace.findings.append(error(Place(claimed), f"Two pages would be written to /{save_as}.", mend))

    def _put(self, save_as: str, data: bytes) -> None:
        path = self.staged[save_as] = self.staging / save_as
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def read(self, save_as: str) -> bytes:
        """Return the bytes an output has, or will have."""
        return self.staged.get(save_as, self.output / save_as).read_bytes()

    def commit(self) -> None:
        """Put every staged file in its place, remove what no longer belongs, then write the record."""
        belonged = {*self.last.outputs, *self.last.pending}
        # Named before they are written: if the build dies now, the next one knows of them and can remove them.
        self.last.pending = sorted({*self.last.pending, *self.staged})
        self.last.save(self.state)
        for save_as, path in self.staged.items():
            target = self.output / save_as
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        gone = belonged - self.outputs.keys()
        for name in gone:
            self._remove(self.output / name)
        shutil.rmtree(self.staging, ignore_errors=True)
        self._save()
        written = f"{len(self.staged)} file{'' if len(self.staged) == 1 else 's'} written"
        removed = f", {len(gone)} removed" if gone else ""
        self.said = f"Built {self.output.name}/: {len(self.pages)} pages, {written}{removed}."

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.output or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()

    def _save(self) -> None:
        for name, output in self.outputs.items():
            output.stamp = stamp(self.output / name)
        clock = self.workspace.clock
        # The record comes last: a build that dies before this line is seen as not done.
        Record(
            now=clock.now.isoformat(),
            next_change=clock.next_change.isoformat() if clock.next_change else None,
            inputs=dict(self.inputs),
            outputs=dict(sorted(self.outputs.items())),
        ).save(self.state)
        self.workspace.prose.save()

    def abandon(self) -> None:
        """Throw away what was staged: the last good output stays as it is."""
        shutil.rmtree(self.staging, ignore_errors=True)


def taken_stamps(content: str) -> dict[str, Any]:
    """Return the stamps of all inputs as they are before anything is read."""
    return stamps(inputs(Path(content)))
