"""Running other programs, and the words for what goes wrong.

Whatever is started here ends before we do, reads no input, and sees an environment in which nothing
points at another Python.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PATIENCE = 5  # seconds that a program gets to end by itself


class Trouble(Exception):
    """Something that cannot be mended here; the message names the one command that helps."""


class Terminated(KeyboardInterrupt):
    """We were asked to end, and what we run was not."""


def say(text: str) -> None:
    """Print at once, so that our lines and those of what we run keep their order."""
    print(text, flush=True)


def terminated(_signal: int, _frame: object) -> None:
    """A handler for SIGTERM: what we started must not outlive us."""
    raise Terminated


def venv_python(venv: Path) -> Path:
    """Where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def module(step: str, environment: Mapping[str, str]) -> int:
    """Run `python -m <step>` of the virtual environment at the root of the project."""
    command = [str(venv_python(VENV)), "-m", *step.split()]
    process = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=dict(clean_environment(os.environ), **environment),
        stdin=subprocess.DEVNULL,
    )
    try:
        return process.wait()
    except KeyboardInterrupt as interrupt:
        end(process, isinstance(interrupt, Terminated))
        raise


def end(process: subprocess.Popen[bytes], unaware: bool) -> None:
    """End a process that Ctrl+C has reached too, unless it is `unaware` of being unwanted."""
    if unaware and not WINDOWS:
        process.send_signal(signal.SIGINT)  # MkDocs then takes its temporary site away
    for last_resort in (process.terminate, process.kill):
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            last_resort()
    process.wait()


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables for what we run: none that points elsewhere, and the date of the commit.

    MkDocs stamps pages with `SOURCE_DATE_EPOCH`, so that the same sources give the same bytes.
    """
    unwanted = {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV"}
    # packages on this machine must not decide, nor be named in, the pins of all machines
    unwanted |= {"UV_FIND_LINKS", "UV_EXTRA_INDEX_URL", "UV_INDEX"}
    clean = {name: value for name, value in environment.items() if name not in unwanted}
    clean.update(PYTHONUTF8="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0")
    clean["NO_MKDOCS_2_WARNING"] = "1"  # the theme repeats a notice at every build
    if "SOURCE_DATE_EPOCH" not in clean:
        date = commit_date(ROOT)
        if date:
            clean["SOURCE_DATE_EPOCH"] = date
    return clean


def commit_date(root: Path) -> str:
    """Seconds since 1970 of the last commit; empty without git, a history or the right to read."""
    try:
        log = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        answer = subprocess.run(log, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.decode().strip()


def quietly(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end and keep what it says, on both channels, for later."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environment(os.environ),
    )
