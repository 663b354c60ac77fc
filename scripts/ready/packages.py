"""`.venv` holds exactly the pinned packages: made, mended or left alone, whichever is due.

A stamp in it says what was installed. It is taken away before anything changes and written when all
went well, so that an install that was cut off is noticed and done again.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.ready.installer import pip_command
from scripts.ready.running import ROOT, VENV, Trouble, quietly, say, venv_python

BASE = "requirements.txt"
TEST = "requirements-test.txt"  # holds all of requirements.txt too
OLDEST = (3, 11)


class NoNetwork(Trouble):
    """Nothing was fetched, so nothing was changed."""


def stamp_path(venv: Path) -> Path:
    """The file that says which pins were installed: written last, taken away first."""
    return venv / "installed.txt"


def stamp_of(requirements: Path, version: str) -> str:
    """The line that stands in the stamp for one file of pins and one version of Python."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return f"{requirements.name} {digest} python {version}"


def needed_work(stamp: str | None, wanted: str, version: str | None) -> str:
    """What is to be done: "nothing", "install" into the .venv that stands, or "make" it anew.

    `stamp` is what the last install that went well has left and `version` that of the .venv's
    Python, each None if there is none. No stamp means an install that was cut off: what stands
    there is not to be trusted.
    """
    if stamp is None or version is None:
        return "make"
    if not all(line.endswith(" python " + version) for line in stamp.splitlines()):
        return "make"  # Python was replaced underneath: its packages lie in another directory
    return "nothing" if wanted in stamp.splitlines() else "install"


def make_ready(name: str) -> None:
    """See to it that `.venv` holds what the named file pins, while nobody else works on it."""
    if not (ROOT / name).is_file():
        raise Trouble(f"{name} is missing: git checkout {name}")
    if _work(name) == "nothing":
        return
    start = time.monotonic()
    try:
        with alone(ROOT / ".cache" / "packages.lock"):
            _mend(name, _work(name))  # another command may have done it meanwhile
    except OSError as error:
        advice = "end what uses it, or work on a copy in your home directory: cp -R . ~/deep-dive"
        raise Trouble(f"cannot write {error.filename} ({error.strerror}); {advice}") from error
    say(f"packages: ready in {time.monotonic() - start:.1f} s")


def _work(name: str) -> str:
    version = python_version(venv_python(VENV))
    stamp = stamp_path(VENV)
    old = stamp.read_text("utf-8") if stamp.is_file() else None
    return needed_work(old, stamp_of(ROOT / name, version or ""), version)


def _mend(name: str, work: str) -> None:
    stamp = stamp_path(VENV)
    old = stamp.read_text("utf-8") if work == "install" else ""
    if work == "nothing":
        return
    if work == "make":
        if VENV.exists():
            say(".venv is unfinished or broken: making it anew")
        make_venv(VENV)
    stamp.unlink(missing_ok=True)
    try:
        install(name)
    except NoNetwork:
        if old:
            stamp.write_text(old, "utf-8")  # pip fetches everything before it changes anything
        raise
    version = python_version(venv_python(VENV))
    if version is None:
        raise Trouble(f"the new .venv does not run: {sys.executable} -m venv --clear .venv")
    names = (BASE, TEST) if name == TEST else (BASE,)
    lines = [stamp_of(ROOT / each, version) for each in names]
    stamp.write_text("\n".join(lines) + "\n", "utf-8")


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock, or wait for whoever holds it; the system takes it back from what dies."""
    lock.parent.mkdir(exist_ok=True)
    with lock.open("a") as file:
        said = False
        while not _locked(file.fileno()):
            if not said:
                say("waiting for another command that installs packages")
                said = True
            time.sleep(0.5)
        yield


if sys.platform == "win32":
    import msvcrt

    def _locked(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def python_version(python: Path) -> str | None:
    """`3.11` for a Python that runs, None for one that is missing, broken or too old."""
    probe = "import sys, encodings; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", probe], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    version = answer.stdout.decode().strip()
    if answer.returncode or tuple(int(part) for part in version.split(".")) < OLDEST:
        return None
    return version


def make_venv(venv: Path) -> None:
    """Make an empty virtual environment, with pip if this Python brings one along."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(str(venv))
    venv.mkdir()  # if that is not allowed, then it is said here and in so many words
    # not the Python of the .venv that has just been taken away
    command = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(venv)]
    say(f"making .venv with Python {sys.version.split()[0]}")
    # Debian splits ensurepip off, and sometimes the wheels that it unpacks
    if importlib.util.find_spec("ensurepip") and quietly(command).returncode == 0:
        return
    without = quietly([*command, "--clear", "--without-pip"])
    if without.returncode:
        say(without.stdout.decode(errors="replace"))
        raise Trouble("this Python cannot make a .venv: sudo apt-get install python3-venv")


def install(name: str) -> None:
    """Install the pins of one file, by hash, into the virtual environment."""
    pip = pip_command(VENV, ROOT / BASE)
    say(f"installing {name} (the first time takes about a minute)")
    command = [*pip, "install", "--quiet", "--require-hashes", "--requirement", str(ROOT / name)]
    answer = quietly(command)
    if answer.returncode:
        output = answer.stdout.decode(errors="replace")
        say(output)
        raise why_pip_failed(output, name)


def why_pip_failed(output: str, name: str) -> Trouble:
    """One sentence for the usual reasons; pip's own words stand above it."""
    again = " ".join(["python3 scripts/dev.py", *sys.argv[1:]])
    if re.search(r"NewConnectionError|Connection\w*Error|NameResolution|ConnectTimeout", output):
        return NoNetwork("no network: pip did not reach its index. Once there is one: " + again)
    if "No space left on device" in output:
        return Trouble("the disk is full. Once there is room: " + again)
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return Trouble(f"a package is not the one that {name} pins. If you meant it: make lock")
    return Trouble(f"could not install {name}; pip says why above. After that: {again}")
