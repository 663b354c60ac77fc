import os
import subprocess
from pathlib import Path

from scripts.deepdive import hooks


def test_a_site_is_dated_by_its_newest_commit(tmp_path: Path) -> None:
    assert hooks.last_commit(tmp_path) is None
    person = {
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **person, "GIT_COMMITTER_DATE": "1764000000 +0000"}
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "a"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True, env=environment)
    assert hooks.last_commit(tmp_path) == "1764000000"
