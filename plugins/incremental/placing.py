"""Putting staged files into the output and taking away what no longer belongs there."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.model.findings import Finding, Place, error

LONGEST = 200


def unfit(name: str) -> bool:
    """Say whether *name* cannot be the name of an output: it leaves the output, or no file system could hold it."""
    parts = name.split("/")
    return any(
        part in {"", ".", ".."} or "\0" in part or len(part.encode(errors="replace")) > LONGEST for part in parts
    )


def clashes(names: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each output that would have to be a file and a folder at once."""
    known = set(names)
    folders = {folder for name in known for folder in _folders(name)}
    for name in sorted(known) if known & folders else ():
        for folder in _folders(name):
            if folder in known:
                message = f"/{name} cannot be written, because /{folder} is a file."
                yield error(Place(name), message, "Change one of the two addresses: look for it in `redirect_from`.")


def obstacles(output: Path, names: Iterable[str], ours: set[str]) -> Iterator[Finding]:
    """Yield a finding for each thing in *output* that is not ours and stands where a file or a folder must be."""
    for name in sorted(names):
        target = output / name
        in_the_way = [
            output / folder for folder in _folders(name) if (output / folder).is_file() and folder not in ours
        ]
        if target.is_dir() and any(
            str(path.relative_to(output)) not in ours for path in target.rglob("*") if path.is_file()
        ):
            in_the_way.append(target)
        for path in in_the_way:
            mend = "Move it away; it was not made by this site."
            yield error(Place(str(path)), f"This stands where /{name} must be written.", mend)


def _folders(name: str) -> list[str]:
    """Return every folder that *name* lies in, the nearest first."""
    return [name[:place] for place in range(len(name) - 1, 0, -1) if name[place] == "/"]


def place(output: Path, staged: Mapping[str, Path], gone: set[str]) -> None:
    """Move every staged file into *output*, then remove what is *gone*; what stands in the way goes first.

    Raises ``OSError`` where the disk does not allow it; each file is then whole, old or new.
    """
    folders = {folder for name in staged for folder in _folders(name)}
    first = {name for name in gone if name in folders or any(folder in staged for folder in _folders(name))}
    prune(output, first)
    for name, path in staged.items():
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    prune(output, gone - first)


def prune(output: Path, names: Iterable[str]) -> None:
    """Remove the files *names* from *output*, and folders that become empty; the deepest first."""
    for name in sorted(names, key=lambda name: name.count("/"), reverse=True):
        path = output / name
        if path.is_file() or path.is_symlink():
            path.unlink()
        _remove_empty(output, path.parent)


def _remove_empty(output: Path, folder: Path) -> None:
    while folder != output and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
