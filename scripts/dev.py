"""Every command of this project, with nothing but Python's standard library.

`serve`, `build`, `test`, `fix`, `bench` and `lock` each make or mend what they need first: the
virtual environment `.venv` with exactly the pinned packages, and for `test` a browser. What cannot
be mended ends in one message that names the one command that helps.

An older Python must be able to read this file and run its first section, which says so: there is
no syntax here that Python 3.6 does not know (tests/deepdive/test_dev.py sees to it).
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

NEWEST_TRIED = 14  # the highest 3.x to look for when this Python is too old


def too_old(version: "tuple[int, ...]", platform: str) -> str:
    """What to say to a Python of this version; empty if it will do."""
    if version[:2] >= (3, 11):
        return ""
    found = ".".join(str(part) for part in version[:3])
    install = {
        "darwin": "brew install python",
        "win32": "winget install Python.Python.3.13",
    }.get(platform, "sudo apt-get install python3.11")
    return f"needs Python 3.11 or newer, found {found}; install one: {install}"


def newer_python() -> "str | None":
    """A Python on this machine that is new enough, best first."""
    for minor in range(NEWEST_TRIED, 10, -1):
        candidate = shutil.which(f"python3.{minor}")
        # version managers put placeholders on the path that only say "not installed"
        probe = "import sys; sys.exit(sys.version_info < (3, 11))"
        if candidate and subprocess.call([candidate, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            return candidate
    return None


if __name__ == "__main__" and too_old(sys.version_info[:3], sys.platform):
    NEWER = newer_python()
    if NEWER:
        print(f"using {NEWER}: this Python is too old", flush=True)
        sys.exit(subprocess.call([NEWER, __file__, *sys.argv[1:]]))
    sys.exit("dev.py " + too_old(sys.version_info[:3], sys.platform))

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.ready.browser import browser_path
from scripts.ready.packages import BASE, TEST, make_ready
from scripts.ready.port import free_port
from scripts.ready.running import Trouble, module, say, terminated

SITE_BELOW = ".cache/site-below-a-path"
FIRST_PORT = 8000


class Part(NamedTuple):
    """One part of a command: what it is for, and the modules that it runs, all of them in order.

    `needs` names the parts without whose success this one would only repeat their failure.
    """

    name: str
    purpose: str
    modules: tuple[str, ...]
    needs: tuple[str, ...] = ()
    site_url: str = ""
    browser: bool = False


# never -q or -v: with -q broken links, with -v broken anchors leave MkDocs' exit code at 0
BUILD = Part("build", "the site, written to site/", ("mkdocs build --strict",))

PARTS: dict[str, tuple[Part, ...]] = {
    "build": (BUILD,),
    "test": (
        Part("lint", "style and types", ("ruff check", "ruff format --check", "mypy")),
        Part("sources", "data, pages, examples, bindings", ("scripts.deepdive check",)),
        Part(
            "tests",
            "examples, estimates and the project's own code",
            ("pytest tests/examples tests/deepdive tests/estimates",),
        ),
        BUILD._replace(site_url="http://127.0.0.1:8000/"),
        Part(
            "build below",
            "the same for a site that does not lie at the root of its host",
            ("mkdocs build --strict --site-dir " + SITE_BELOW,),
            ("build",),
            site_url="https://example.org/deep/dive/",
        ),
        Part(
            "built",
            "links, ids and requests, at the root and below a path",
            ("scripts.deepdive built site /", f"scripts.deepdive built {SITE_BELOW} /deep/dive/"),
            ("build", "build below"),
        ),
        Part(
            "browser",
            "the site as readers see it",
            ("pytest tests/site",),
            ("build", "build below"),
            browser=True,
        ),
    ),
    "fix": (
        Part("code", "what ruff can mend", ("ruff check --fix", "ruff format")),
        Part("texts and data", "what the ledger can mend", ("scripts.deepdive fix",)),
    ),
    "bench": (Part("bench", "how long building takes", ("scripts.deepdive.bench",)),),
}

HELP = {
    "serve": "show the site on this machine and follow every change",
    "build": "write the site to site/",
    "test": "run every check; writes nothing into the sources",
    "fix": "write everything that `test` can ask for",
    "bench": "measure how long building takes",
    "lock": "renew the pins of requirements*.txt and of the vendored files",
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, text in HELP.items():
        command = commands.add_parser(name, help=text, description=text)
        if name == "lock":
            command.add_argument("--upgrade", action="store_true", help="take newer versions")
    options = parser.parse_args(arguments)

    signal.signal(signal.SIGTERM, terminated)
    start = time.monotonic()
    try:
        make_ready(TEST if options.command not in ("serve", "build") else BASE)
        if options.command == "serve":
            return serve()
        if options.command == "lock":
            code = lock(options.upgrade)
        else:
            code = run_parts(PARTS[options.command], module, browser_path)
        say(f"{options.command}: {time.monotonic() - start:.1f} s in all")
        return code
    except Trouble as trouble:
        say(f"dev.py: {trouble}")
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except BrokenPipeError:  # `make test | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def serve() -> int:
    """Serve until interrupted. `--livereload` is said because click 8.3 broke its default."""
    port = free_port(FIRST_PORT)
    if port != FIRST_PORT:
        say(f"port {FIRST_PORT} is taken by another program: using {port}")
    say(f"serve: http://127.0.0.1:{port}/ in a moment; Ctrl+C ends it")
    try:
        return module(f"mkdocs serve --livereload --no-strict -a 127.0.0.1:{port}", {})
    except KeyboardInterrupt:
        return 0  # the way in which serving is meant to end


def lock(upgrade: bool) -> int:
    """Resolve both .in files into pins for all platforms, then renew the vendored files.

    The second file is resolved within the first, so that what is tested is what is published.
    """
    options = "--no-config --universal --python-version 3.11 --generate-hashes"
    options += " --annotation-style line --quiet" + (" --upgrade" if upgrade else "")
    steps = (
        f"uv pip compile {options} requirements-test.in -o {TEST}",
        f"uv pip compile {options} requirements.in -c {TEST} -o {BASE}",
        "scripts.deepdive lock",
    )
    for step in steps:
        start = time.monotonic()
        say("lock: " + step)
        if module(step, {"UV_SYSTEM_CERTS": "1"}):  # as pip does; some networks have their own
            raise Trouble(f"`{step}` failed; its message is above")
        say(f"lock: done in {time.monotonic() - start:.1f} s")
    return 0


class Result(NamedTuple):
    """How one part went; `note` says why it did not run."""

    part: Part
    outcome: str
    seconds: float
    note: str = ""


def run_parts(
    parts: Iterable[Part],
    run: Callable[[str, Mapping[str, str]], int],
    find_browser: Callable[[], str],
) -> int:
    """Run every part, also after a failure, and end with a table. 1 if any did not go well."""
    results: list[Result] = []
    for part in parts:
        missing = [
            result.part.name
            for result in results
            if result.part.name in part.needs and result.outcome != "ok"
        ]
        if missing:
            results.append(Result(part, "left out", 0.0, "needs: " + ", ".join(missing)))
            continue
        say(f"\n== {part.name}: {part.purpose}")
        start = time.monotonic()
        note = ""
        try:
            environment = {"SITE_URL": part.site_url} if part.site_url else {}
            if part.browser:
                environment["DEEPDIVE_CHROME"] = find_browser()
            codes = []
            for step in part.modules:
                say("-- " + step)
                codes.append(run(step, environment))
            outcome = "FAILED" if any(codes) else "ok"
        except Trouble as trouble:
            outcome, note = "FAILED", str(trouble)
        results.append(Result(part, outcome, time.monotonic() - start, note))
        say(f"== {part.name}: {outcome} in {results[-1].seconds:.1f} s")
    say(f"\n{'part':16} {'outcome':10} {'seconds':>8}")
    for part, outcome, seconds, note in results:
        say(f"{part.name:16} {outcome:10} {seconds:8.1f}  {note}".rstrip())
    return int(any(result.outcome != "ok" for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
