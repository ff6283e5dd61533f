"""The stylesheet: the theme's Sass compiled once for each version of it, behind the partnership's colours."""

import os
import shutil
import subprocess
from hashlib import blake2b
from pathlib import Path

from plugins.model.brand import Brand
from plugins.model.findings import ContentError, Place, error

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"


def stylesheet(theme: Path, brand: Brand, direction: str, state: Path) -> bytes:
    """Return the site's whole stylesheet for text that runs *direction* (``ltr`` or ``rtl``).

    Raises ``ContentError`` where the compiler is not installed or the Sass is wrong.
    """
    return f"{_colours(brand)}{_compiled(theme / 'sass', direction, state)}".encode()


def _colours(brand: Brand) -> str:
    light = f"--area-header:{brand.header};--area-link:{brand.link};--area-tint:{brand.tint}"
    dark = f"--area-header:{brand.dark_header};--area-link:{brand.dark_link};--area-tint:{brand.dark_tint}"
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _compiled(sass: Path, direction: str, state: Path) -> str:
    kept = state / "css" / f"{_version(sass)}.{direction}.css"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        _compile(sass / "site.scss", draft)
        if direction == "rtl":
            _run([_found("node"), str(MODULES / "rtlcss" / "bin" / "rtlcss.js"), str(draft), str(draft)])
        draft.replace(kept)
    return kept.read_text("utf-8")


def _version(sass: Path) -> str:
    found = blake2b((ROOT / "package-lock.json").read_bytes(), digest_size=12)
    for path in sorted(sass.rglob("*.scss")):
        found.update(path.relative_to(sass).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _compile(source: Path, target: Path) -> None:
    compiler = MODULES / "sass" / "sass.js"
    if not compiler.exists():
        raise ContentError([error(Place("node_modules"), "The style compiler is not installed.", "Run `make site`.")])
    options = ["--quiet-deps", "--no-source-map", "--style=compressed", "--no-charset", f"--load-path={MODULES}"]
    _run([_found("node"), str(compiler), *options, str(source), str(target)])


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise ContentError([error(Place(program), f"{program} is not installed.", f"Install {program} 20 or later.")])
    return path


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # our own command
    if done.returncode:
        raise ContentError([error(Place("theme/sass"), done.stderr.strip() or "The stylesheet could not be made.")])
