"""What a build may remember, so that it does not do the same work twice.

Within a build, `stamps` looks at a folder once, however many pages ask. Between builds, `Store`
keeps one entry a page. An entry counts only under the very key that it was written with, so
whoever makes the key answers for everything that the entry depends on; `environment` is the part
of the key that all pages share. Nothing here can change what is built, only how long it takes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

SOURCES = Path(__file__).resolve().parents[1]
"""The folder scripts/: the code that makes the pages, and what it has from npm."""

Stamps = tuple[tuple[str, int, int], ...]
"""For each file: its path below the folder, when it changed (ns) and its size (bytes)."""

_held: dict[tuple[Path, tuple[str, ...]], Stamps] | None = None


def hold() -> None:
    """A build begins: until `release`, a folder is what it was when it was first asked for."""
    global _held
    _held = {}


def release() -> None:
    """The build is over: files are looked at again whenever somebody asks."""
    global _held
    _held = None


def stamps(folder: Path, suffixes: tuple[str, ...]) -> Stamps:
    """The files below `folder` whose names end in one of `suffixes`, in the order of paths."""
    if _held is None:
        return _look(folder, suffixes)
    if (folder, suffixes) not in _held:
        _held[folder, suffixes] = _look(folder, suffixes)
    return _held[folder, suffixes]


def _look(folder: Path, suffixes: tuple[str, ...]) -> Stamps:
    found = []
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.endswith(suffixes):
                    status = entry.stat()
                    name = Path(entry.path).relative_to(folder).as_posix()
                    found.append((name, status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


class Store:
    """Entries on disk, one for each name, none that is damaged or was made under another key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, key: str) -> Any | None:
        """What was put under that name and key, if it is still there and whole."""
        try:
            seal, _, body = self._path(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(body) if seal == _seal(key, body) else None

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep a value that JSON can hold, in place of what had that name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        body = json.dumps(value).encode()
        path = self._path(name)
        # another build may read at this moment: it must meet the old entry or the new one
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(_seal(key, body) + b"\n" + body)
        part.replace(path)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget all other names: there are never more entries than pages."""
        if self.folder.exists():
            kept = {self._path(name).name for name in names}
            for path in self.folder.glob("*.json"):
                if path.name not in kept:
                    path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / (quote(name, safe="") + ".json")


def environment() -> str:
    """A digest of what all pages depend on: Python, every package installed, and our own code."""
    installed = {
        path.name for folder in sys.path if folder for path in Path(folder).glob("*.dist-info")
    }
    return digest(sys.version, *sorted(installed), LOADED)


def sources_digest() -> str:
    """A digest of all that stands in `SOURCES` now, to compare with `LOADED`."""
    files = (path for path in sorted(SOURCES.rglob("*")) if "__pycache__" not in path.parts)
    return digest(*(f"{path}\0{path.read_bytes().hex()}" for path in files if path.is_file()))


def digest(*parts: str) -> str:
    """One short text for many, another for any other ones."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _seal(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


LOADED = sources_digest()
"""The code that this process runs, which later edits of the files do not change."""
