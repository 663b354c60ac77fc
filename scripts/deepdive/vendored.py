"""The files that come from npm: each is listed in vendor.json and is byte for byte what was listed.

They are kept as single files, so that building, serving and testing need no Node. `make lock`
fetches the listed versions again; to take another version, change it in vendor.json first.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import tarfile
import urllib.request
from pathlib import Path
from typing import Any

from scripts.deepdive.problems import Checked, Problem, nearest

LIST = "vendor.json"
FOLDERS = ("scripts/vendor", "tests/vendor", "docs/assets/vendor")


def check(root: Path) -> Checked:
    """Files that are not what the list says, not in the list, or not there."""
    listed = {entry["file"]: entry for entry in _entries(root)}
    result = Checked("vendored files", len(listed))

    def report(path: str, rule: str, what: str, remedy: str) -> None:
        result.problems.append(Problem(path, 1, 1, rule, what, remedy))

    for name, entry in listed.items():
        path = root / name
        if not path.exists():
            report(LIST, "missing-file", f"{name} is listed and not there", "make lock")
        elif _digest(path.read_bytes()) != entry["sha256"]:
            report(name, "changed-file", f"is not the file of {entry['name']} that {LIST} lists",
                   "make lock brings it back")  # fmt: skip
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in listed:
                report(name, "unlisted-file", f"{LIST} does not list it", "list or delete it")
    return result


def renew(root: Path) -> None:
    """Fetch every listed version again and write its file and sha256.

    Nothing is written before everything has arrived whole. Raises `ValueError` for a package that
    is not what its registry says, or that does not have a listed file.
    """
    entries = _entries(root)
    wanted = {(entry["name"], entry["version"]) for entry in entries}
    packages = {key: _package(*key) for key in sorted(wanted)}
    contents = []
    for entry in entries:
        files = packages[entry["name"], entry["version"]]
        if entry["from"] not in files:
            remedy = nearest(entry["from"], files)
            raise ValueError(f"{entry['name']} {entry['version']} has no {entry['from']}: {remedy}")
        contents.append(files[entry["from"]])
    for entry, content in zip(entries, contents, strict=True):
        path = root / entry["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        entry["sha256"] = _digest(content)
    text = json.dumps(entries, indent=2, ensure_ascii=False) + "\n"
    (root / LIST).write_text(text, "utf-8")
    print(f"renewed {len(entries)} files of {len(packages)} packages")


def _entries(root: Path) -> list[dict[str, Any]]:
    path = root / LIST
    entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return entries


def _package(name: str, version: str) -> dict[str, bytes]:
    """The files of a package by path, after its integrity was proved. Raises `ValueError`."""
    # npm reads both spellings, the lower one first
    given = (os.environ.get(key) for key in ("npm_config_registry", "NPM_CONFIG_REGISTRY"))
    registry = next(filter(None, given), "https://registry.npmjs.org").rstrip("/")
    described = json.loads(_fetch(f"{registry}/{name}/{version}"))["dist"]
    packed = _fetch(described["tarball"])
    algorithm, _, expected = described["integrity"].partition("-")
    if base64.b64encode(hashlib.new(algorithm, packed).digest()).decode() != expected:
        raise ValueError(f"{name} {version} is not what {registry} says: its {algorithm} differs")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member)
            if content is not None:
                files[member.name.partition("/")[2]] = content.read()
    return files


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        content: bytes = answer.read()
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
