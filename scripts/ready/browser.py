"""A browser of the Chromium family for the tests: found, or fetched where that is possible."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from scripts.ready.running import ROOT, VENV, Trouble, module, quietly, say, venv_python

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
MAC_NAMES = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PLACES = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")


def candidates(
    environment: Mapping[str, str],
    platform: str,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str]:
    """Where a browser of the Chromium family may be, the one that was asked for first."""
    found = [environment.get("CHROME") or ""]
    found += [which(name) or "" for name in NAMES]
    if platform == "darwin":
        places = [Path("/Applications"), Path(environment.get("HOME", "/")) / "Applications"]
        found += [
            str(place / (app + ".app") / "Contents" / "MacOS" / app)
            for app in MAC_NAMES
            for place in places
        ]
    if platform == "win32":
        variables = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        folders = [environment[name] for name in variables if name in environment]
        found += [str(Path(folder) / app) for app in WINDOWS_PLACES for folder in folders]
    return [path for path in found if path]


def first_that_runs(paths: Iterable[str], platform: str) -> str | None:
    """The first candidate that starts: some `chromium-browser` only points at a store."""
    for path in paths:
        if not Path(path).is_file():
            continue
        # on Windows `--version` opens a window, on macOS an application is whole or not there
        if platform in ("win32", "darwin") or quietly([path, "--version"]).returncode == 0:
            return path
    return None


def browser_path() -> str:
    """The path of a browser; gets one if there is none."""

    def look() -> str | None:
        usual = first_that_runs(candidates(os.environ, sys.platform), sys.platform)
        return usual or first_that_runs(_own_browser(), sys.platform)

    found = look()
    if found:
        return found
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        say("browser: none found; installing Chromium with apt-get")
        quietly(["apt-get", "update"])
        quietly(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
        found = look()
        if found:
            return found
    say("browser: none found; Playwright downloads its own")
    module("playwright install chromium", {})
    found = look()
    if found:
        return found
    python = venv_python(VENV).relative_to(ROOT)
    raise Trouble(f"no browser: {python} -m playwright install --with-deps chromium")


def _own_browser() -> list[str]:
    """Where Playwright keeps the browser that it downloads."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = quietly([str(venv_python(VENV)), "-c", script])
    return [] if answer.returncode else answer.stdout.decode().splitlines()[-1:]
