import base64
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.deepdive import vendored

Write = Callable[[str, str], Path]


@pytest.fixture
def listed(tmp_path: Path, write: Write) -> Path:
    write("scripts/vendor/a.js", "x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    entry = {"name": "a", "version": "1.0.0", "licence": "MIT", "from": "a.js", "sha256": digest}
    write("vendor.json", json.dumps([{**entry, "file": "scripts/vendor/a.js", "use": "none"}]))
    return tmp_path


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in vendored.check(root).all_problems()]


def test_a_file_that_is_as_listed_is_fine(listed: Path) -> None:
    assert problems(listed) == []


def test_a_changed_file_is_named(listed: Path, write: Write) -> None:
    write("scripts/vendor/a.js", "y")
    assert problems(listed) == [
        "scripts/vendor/a.js:1:1: changed-file: is not the file of a that vendor.json lists"
        " -> make lock brings it back"
    ]


def test_a_missing_file_is_named(listed: Path) -> None:
    (listed / "scripts/vendor/a.js").unlink()
    assert problems(listed) == [
        "vendor.json:1:1: missing-file: scripts/vendor/a.js is listed and not there -> make lock"
    ]


@pytest.mark.parametrize("folder", vendored.FOLDERS)
def test_a_file_that_nobody_listed_is_named(listed: Path, write: Write, folder: str) -> None:
    write(f"{folder}/b.js", "x")
    assert problems(listed) == [
        f"{folder}/b.js:1:1: unlisted-file: vendor.json does not list it -> list or delete it"
    ]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A registry by address: one package of one file; what it offers can be changed."""
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    monkeypatch.setenv("npm_config_registry", "https://npm.example/")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/a.js")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"fresh"))
    sum512 = base64.b64encode(hashlib.sha512(packed.getvalue()).digest()).decode()
    dist = {"tarball": "https://npm.example/a.tgz", "integrity": f"sha512-{sum512}"}
    offered = {
        "https://npm.example/a/1.0.0": json.dumps({"dist": dist}).encode(),
        "https://npm.example/a.tgz": packed.getvalue(),
    }
    monkeypatch.setattr("urllib.request.urlopen", lambda url, timeout: io.BytesIO(offered[url]))  # noqa: ARG005
    return offered


@pytest.mark.usefixtures("registry")
def test_renew_writes_the_file_and_its_sum(listed: Path) -> None:
    vendored.renew(listed)
    assert (listed / "scripts/vendor/a.js").read_text() == "fresh"
    [entry] = json.loads((listed / "vendor.json").read_text())
    assert entry["sha256"] == hashlib.sha256(b"fresh").hexdigest()
    assert problems(listed) == []


def test_renew_writes_nothing_of_a_package_that_is_not_what_the_registry_says(
    listed: Path, registry: dict[str, bytes]
) -> None:
    registry["https://npm.example/a.tgz"] += b"more"
    with pytest.raises(ValueError, match=r"a 1\.0\.0 is not what .* says: its sha512 differs"):
        vendored.renew(listed)
    assert problems(listed) == []


@pytest.mark.usefixtures("registry")
def test_renew_names_a_file_that_the_package_does_not_have(listed: Path) -> None:
    path = listed / "vendor.json"
    path.write_text(path.read_text().replace('"from": "a.js"', '"from": "b.js"'))
    with pytest.raises(ValueError, match=r"a 1\.0\.0 has no b\.js: did you mean 'a\.js'\?"):
        vendored.renew(listed)
    assert (listed / "scripts/vendor/a.js").read_text() == "x"


def test_the_files_of_this_project_are_as_listed() -> None:
    root = Path(vendored.__file__).parents[2]
    checked = vendored.check(root)
    assert checked.count >= 3
    assert checked.all_problems() == []


def test_an_empty_list_is_a_failure(tmp_path: Path) -> None:
    assert ["nothing-checked" in line for line in problems(tmp_path)] == [True]
