"""What was read and found good, kept in the state folder: it can only save time.

A file is known by the digest of its bytes, and what is kept of it by the digest of our code that read it: where either
is another, the file is read again.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from plugins.sources.whole import write_whole

PLUGINS = Path(__file__).parents[1]
T = TypeVar("T", bound=BaseModel)


class _Kept(BaseModel, Generic[T]):
    key: str
    value: T


def cache_of(path: Path, folder: Path) -> Path:
    """Return the file of *folder* in which is kept what was read from *path*."""
    return folder / f"{blake2b(str(path.resolve()).encode(), digest_size=8).hexdigest()}.json"


def kept(folder: Path, path: Path, data: bytes, kind: type[T], read: Callable[[], T | None]) -> T | None:
    """Return what *read* makes of *data* of *path*, or what is kept of it in *folder*; a None is never kept."""
    cache = cache_of(path, folder)
    key = blake2b(data, digest_size=12, key=version().encode()).hexdigest()
    try:
        found = _Kept[kind].model_validate_json(cache.read_bytes())  # type: ignore[valid-type]  # a type at run time
        if found.key == key:
            return found.value
    except (OSError, ValidationError):
        pass
    value = read()
    if value is not None:
        write_whole(cache, _Kept(key=key, value=value).model_dump_json(exclude_defaults=True))
    return value


@lru_cache(maxsize=1)
def version() -> str:
    """Return a digest of all our code that decides what a file of the plan says."""
    found = blake2b(digest_size=12)
    for path in sorted([*(PLUGINS / "model").rglob("*.py"), *(PLUGINS / "sources").glob("*.py")]):
        found.update(path.read_bytes())
    return found.hexdigest()
