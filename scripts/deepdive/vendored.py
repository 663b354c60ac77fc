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

from scripts.deepdive.problems import Checked, Problem

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
    """Fetch every listed version again and write its file and sha256."""
    entries = _entries(root)
    packages: dict[tuple[str, str], dict[str, bytes]] = {}
    for entry in entries:
        key = entry["name"], entry["version"]
        if key not in packages:
            packages[key] = _package(*key)
        content = packages[key][entry["from"]]
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
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    with urllib.request.urlopen(f"{registry}/{name}/{version}") as answer:
        described = json.load(answer)["dist"]
    with urllib.request.urlopen(described["tarball"]) as answer:
        packed = answer.read()
    algorithm, _, expected = described["integrity"].partition("-")
    if base64.b64encode(hashlib.new(algorithm, packed).digest()).decode() != expected:
        raise ValueError(f"{name} {version} arrived damaged: its integrity is not {algorithm}")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member)
            if content is not None:
                files[member.name.partition("/")[2]] = content.read()
    return files


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
