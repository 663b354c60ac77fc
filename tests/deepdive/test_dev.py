"""`scripts/dev.py` and what it needs: decisions are pure functions, so they are tested as such."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts import dev
from scripts.dev import Part
from scripts.ready import browser, installer, packages, port, running
from scripts.ready.packages import needed_work
from scripts.ready.running import Trouble

ROOT = Path(__file__).parent.parent.parent
DEV = ROOT / "scripts" / "dev.py"
SUM = "a" * 64


# --- an older Python ---


@pytest.mark.parametrize("version", [(3, 6), (3, 7), (3, 8), (3, 9), (3, 10)])
def test_an_older_python_can_read_dev_py(version: tuple[int, int]) -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=version)


def test_a_newer_syntax_would_be_noticed() -> None:
    with pytest.raises(SyntaxError):
        ast.parse("if (a := 1): pass", feature_version=(3, 6))


def run_first_section(version: tuple[int, ...], path: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py as a Python of that version would: up to where it gives up."""
    script = (
        f"import sys, runpy; sys.version_info = {version!r}; sys.argv = ['dev.py', 'serve']\n"
        f"runpy.run_path({str(DEV)!r}, run_name='__main__')"
    )
    environment = {**os.environ, "PATH": path}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_an_older_python_says_what_it_needs_and_what_to_do(tmp_path: Path) -> None:
    answer = run_first_section((3, 8, 18), str(tmp_path))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert re.fullmatch(
        r"dev.py needs Python 3.11 or newer, found 3.8.18; install one: \S.*\n", answer.stderr
    )


@pytest.mark.skipif(os.name == "nt", reason="a stand-in for Python is a shell script here")
def test_an_older_python_hands_over_to_a_newer_one(tmp_path: Path) -> None:
    for name, code in (("python3.14", "exit 127"), ("python3.12", 'echo "took over: $*"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{code}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    answer = run_first_section((3, 9, 0), str(tmp_path))
    assert answer.returncode == 0
    assert f"using {tmp_path / 'python3.12'}" in answer.stdout
    assert f"took over: {DEV} serve" in answer.stdout


@pytest.mark.parametrize(
    ("platform", "command"), [("linux", "apt-get"), ("darwin", "brew"), ("win32", "winget")]
)
def test_each_system_is_told_its_own_command(platform: str, command: str) -> None:
    assert command in dev.too_old((3, 10, 1), platform)


def test_a_python_that_will_do_is_told_nothing() -> None:
    assert dev.too_old((3, 11, 0), "linux") == ""
    assert dev.too_old((3, 14, 0), "linux") == ""


# --- the stamp ---

PINS = "requirements.txt abc python 3.11"


def test_nothing_is_done_when_the_pins_are_installed() -> None:
    assert needed_work(PINS + "\n", PINS, "3.11") == "nothing"


def test_changed_pins_are_installed_into_what_stands() -> None:
    assert needed_work(PINS + "\n", "requirements.txt def python 3.11", "3.11") == "install"


def test_test_packages_are_added_to_what_stands() -> None:
    assert needed_work(PINS, "requirements-test.txt def python 3.11", "3.11") == "install"


@pytest.mark.parametrize(
    ("stamp", "version"),
    [
        (None, None),  # there is no .venv
        (None, "3.11"),  # an install was cut off
        (PINS, None),  # its Python does not run
        (PINS, "3.13"),  # its Python was replaced underneath
    ],
)
def test_what_cannot_be_trusted_is_made_anew(stamp: str | None, version: str | None) -> None:
    assert needed_work(stamp, PINS, version) == "make"


def test_the_stamp_follows_the_content_of_the_pins(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("a==1\n", "utf-8")
    first = packages.stamp_of(file, "3.11")
    file.write_text("a==2\n", "utf-8")
    assert packages.stamp_of(file, "3.11") != first


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose .venv stands with its base packages; making and installing are recorded."""
    for name in (packages.BASE, packages.TEST):
        (tmp_path / name).write_text(f"{name}==1\n", "utf-8")
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    monkeypatch.setattr(packages, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(packages, "python_version", lambda _python: "3.11")
    monkeypatch.setattr(packages, "make_venv", lambda venv: venv.mkdir(exist_ok=True))
    monkeypatch.setattr(packages, "install", lambda _name: None)
    packages.make_ready(packages.BASE)
    return tmp_path


def fail(name: str) -> None:
    raise packages.NoNetwork(name)


def cut_off(name: str) -> None:
    raise KeyboardInterrupt(name)


def test_a_stamp_is_written_when_all_went_well(project: Path) -> None:
    stamp = packages.stamp_path(project / ".venv").read_text("utf-8")
    assert stamp == packages.stamp_of(project / packages.BASE, "3.11") + "\n"


def test_the_test_packages_bring_the_base_packages(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.make_ready(packages.TEST)
    monkeypatch.setattr(packages, "install", fail)  # so that nothing more may be installed
    packages.make_ready(packages.BASE)
    assert len(packages.stamp_path(project / ".venv").read_text("utf-8").splitlines()) == 2


def test_an_install_that_was_cut_off_leaves_no_stamp(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "install", cut_off)
    with pytest.raises(KeyboardInterrupt):
        packages.make_ready(packages.TEST)
    assert not packages.stamp_path(project / ".venv").exists()


def test_without_network_what_was_installed_stays_usable(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "install", fail)
    with pytest.raises(packages.NoNetwork):
        packages.make_ready(packages.TEST)
    packages.make_ready(packages.BASE)  # would raise if it had to install
    assert packages.stamp_path(project / ".venv").exists()


def test_a_missing_file_of_pins_names_the_command(project: Path) -> None:
    (project / packages.TEST).unlink()
    with pytest.raises(Trouble, match=r"git checkout requirements-test\.txt"):
        packages.make_ready(packages.TEST)


def test_a_place_that_cannot_be_written_is_named(project: Path) -> None:
    (project / packages.BASE).write_text("changed==2\n", "utf-8")
    (project / ".cache" / "packages.lock").unlink()
    (project / ".cache" / "packages.lock").mkdir()
    with pytest.raises(Trouble, match=r"cannot write .*packages\.lock"):
        packages.make_ready(packages.BASE)


def test_a_python_that_is_gone_has_no_version(tmp_path: Path) -> None:
    assert packages.python_version(tmp_path / "python") is None


def test_a_python_that_runs_has_one() -> None:
    assert packages.python_version(Path(sys.executable)) == f"3.{sys.version_info.minor}"


def test_two_commands_do_not_install_at_the_same_time(tmp_path: Path) -> None:
    lock = tmp_path / ".cache" / "packages.lock"
    with packages.alone(lock), lock.open("a") as second:
        assert not packages._locked(second.fileno())


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("NewConnectionError('... Failed to resolve')", "no network"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "the disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "make lock"),
        ("something else", "pip says why above"),
    ],
)
def test_the_usual_failures_of_pip_are_told_in_one_sentence(output: str, words: str) -> None:
    assert words in str(packages.why_pip_failed(output, "requirements.txt"))


# --- a pip for a Python that has none ---


@pytest.mark.parametrize(
    ("inside", "outside", "choice"),
    [
        ((23, 2), (26, 0), "inside"),
        ((), (22, 3), "outside"),
        ((), (22, 2), "wheel"),  # does not know --python
        ((), (), "wheel"),
    ],
)
def test_which_pip_is_used(inside: tuple[int, ...], outside: tuple[int, ...], choice: str) -> None:
    assert installer.choose_pip(inside, outside) == choice


def test_pip_itself_is_pinned() -> None:
    version, sums = installer.pinned("pip", (ROOT / "requirements.txt").read_text("utf-8"))
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", version)
    assert len(sums) == 2  # the wheel and the source


def test_a_file_without_pip_is_refused() -> None:
    with pytest.raises(Trouble, match="does not pin pip"):
        installer.pinned("pip", f"pip-audit==2.0 \\\n    --hash=sha256:{SUM}\n")


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_without_settings_pip_comes_from_pypi() -> None:
    settings = installer.read_pip_settings({}, [])
    assert settings == installer.PipSettings(("https://pypi.org/simple",), (), "")


def test_a_later_file_and_then_a_variable_win(tmp_path: Path) -> None:
    first = write(tmp_path / "first", "[global]\nindex-url = https://one.example/simple\n")
    second = write(
        tmp_path / "second",
        "[global]\nindex-url = https://two.example/simple\nextra-index-url =\n  https://a.example\n"
        "  https://b.example\ncert = /certs.pem\n[install]\nfind-links = /wheels\n",
    )
    settings = installer.read_pip_settings({}, [first, second])
    assert settings.indexes[0] == "https://two.example/simple"
    assert settings.indexes[1:] == ("https://a.example", "https://b.example")
    assert settings.links == ("/wheels",)
    assert settings.certificates == "/certs.pem"
    variables = {"PIP_INDEX_URL": "https://three.example", "PIP_FIND_LINKS": ""}
    settings = installer.read_pip_settings(variables, [first, second])
    assert settings.indexes[0] == "https://three.example"
    assert settings.links == ()


def test_no_index_leaves_only_links(tmp_path: Path) -> None:
    file = write(tmp_path / "pip.conf", "[global]\nno-index = true\nfind-links = /wheels\n")
    settings = installer.read_pip_settings({}, [file])
    assert settings.indexes == ()
    assert settings.links == ("/wheels",)


def test_the_file_that_a_variable_names_is_the_strongest(tmp_path: Path) -> None:
    named = str(tmp_path / "own.conf")
    assert installer.pip_files({"PIP_CONFIG_FILE": named}, tmp_path)[-1] == Path(named)
    assert installer.pip_files({"PIP_CONFIG_FILE": os.devnull}, tmp_path) == []


NAME = "pip-1.0-py3-none-any.whl"


def wheel(folder: Path, content: bytes) -> set[str]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(content)
    return {hashlib.sha256(content).hexdigest()}


def test_a_wheel_is_found_in_a_directory_of_links(tmp_path: Path) -> None:
    sums = wheel(tmp_path / "links", b"pip")
    settings = installer.PipSettings((), (str(tmp_path / "links"),), "")
    assert installer.fetch_wheel(NAME, sums, settings) == b"pip"


def test_a_wheel_is_found_through_the_page_of_an_index(tmp_path: Path) -> None:
    sums = wheel(tmp_path / "files", b"pip")
    page = tmp_path / "simple" / "pip"
    page.mkdir(parents=True)
    write(page / "index.html", f'<a href="../../files/{NAME}#sha256=0">{NAME}</a>')
    index = (tmp_path / "simple").as_uri()
    settings = installer.PipSettings((index,), (), "")
    assert installer.fetch_wheel(NAME, sums, settings) == b"pip"


def test_a_wheel_with_another_sum_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel(tmp_path / "links", b"not what was pinned")
    settings = installer.PipSettings((), (str(tmp_path / "links"),), "")
    with pytest.raises(Trouble, match="python3-venv"):
        installer.fetch_wheel(NAME, {SUM}, settings)
    assert "is not the pinned one" in capsys.readouterr().out


def test_the_next_place_is_asked_when_one_has_nothing(tmp_path: Path) -> None:
    sums = wheel(tmp_path / "links", b"pip")
    places = (str(tmp_path / "missing"), (tmp_path / "none").as_uri(), str(tmp_path / "links"))
    assert installer.fetch_wheel(NAME, sums, installer.PipSettings((), places, "")) == b"pip"


def test_a_link_is_made_absolute_and_must_have_the_very_name() -> None:
    page = (
        f'<a href="/x/{NAME}.metadata">m</a> <a class="y" HREF=\'../f/{NAME}?a=1&amp;b=2#h\'>w</a>'
    )
    address = "https://host.example/simple/pip/"
    link = installer.link_to(NAME, address, page)
    assert link == f"https://host.example/simple/f/{NAME}?a=1&b=2#h"
    assert installer.link_to("pip-2.0-py3-none-any.whl", address, page) is None


def test_a_login_is_never_shown() -> None:
    address = installer.without_login("https://me:secret@host.example/simple")
    assert address == "https://host.example/simple"


# --- the port ---


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first: int = taken.getsockname()[1]
        assert port.free_port(first) > first


@pytest.mark.enable_socket
def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    assert port.free_port(free) == free


def test_when_all_ports_are_taken_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "_answers", lambda _port: True)
    with pytest.raises(Trouble, match="8000 to 8019 are all taken"):
        port.free_port(8000)


# --- the browser ---


def nowhere(_name: str) -> str | None:
    return None


def test_the_browser_that_was_asked_for_comes_first() -> None:
    found = browser.candidates({"CHROME": "/mine"}, "linux", lambda name: f"/usr/bin/{name}")
    assert found[:2] == ["/mine", "/usr/bin/chromium"]


@pytest.mark.parametrize(
    ("platform", "environment", "part"),
    [
        ("darwin", {"HOME": "/Users/me"}, "Google Chrome.app"),
        ("win32", {"PROGRAMFILES": "C:/Programs"}, "chrome.exe"),
    ],
)
def test_applications_are_looked_for_where_the_system_keeps_them(
    platform: str, environment: dict[str, str], part: str
) -> None:
    found = browser.candidates(environment, platform, nowhere)
    assert any(part in path for path in found)


def test_without_any_trace_there_is_no_candidate() -> None:
    assert browser.candidates({}, "linux", nowhere) == []


@pytest.mark.skipif(os.name == "nt", reason="a stand-in for a browser is a shell script here")
def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    for name, code in (("pointer", 1), ("real", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    paths = [str(tmp_path / name) for name in ("missing", "pointer", "real")]
    assert browser.first_that_runs(paths, "linux") == str(tmp_path / "real")
    assert browser.first_that_runs(paths[:2], "linux") is None


def test_without_a_browser_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "first_that_runs", lambda _paths, _platform: None)
    monkeypatch.setattr(browser, "_own_browser", list)
    monkeypatch.setattr(browser, "module", lambda _step, _environment: 1)
    monkeypatch.setattr("shutil.which", nowhere)
    with pytest.raises(Trouble, match="-m playwright install --with-deps chromium"):
        browser.browser_path()


# --- running the parts ---

THREE = (
    Part("first", "", ("one", "two")),
    Part("second", "", ("three",), needs=("first",)),
    Part("third", "", ("four",)),
)


def run_with(codes: Mapping[str, int]) -> tuple[int, list[str]]:
    """Run three parts whose steps end with these codes; the exit code and the steps that ran."""
    ran: list[str] = []

    def run(step: str, _environment: Mapping[str, str]) -> int:
        ran.append(step)
        return codes.get(step, 0)

    return dev.run_parts(THREE, run, lambda: "/chrome"), ran


def test_all_parts_run_in_order() -> None:
    assert run_with({}) == (0, ["one", "two", "three", "four"])


def test_after_a_failure_the_rest_runs_but_for_what_needs_it() -> None:
    assert run_with({"one": 1}) == (1, ["one", "two", "four"])


def test_the_table_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    run_with({"two": 1})
    table = capsys.readouterr().out.split("seconds\n")[1]
    assert re.match(
        r"first +FAILED +\d\.\d\nsecond +left out +0\.0  needs: first\nthird +ok +\d\.\d\n", table
    )


def test_a_part_gets_its_address_and_its_browser() -> None:
    seen: list[Mapping[str, str]] = []

    def run(_step: str, environment: Mapping[str, str]) -> int:
        seen.append(environment)
        return 0

    parts = [
        Part("a", "", ("x",), site_url="https://example.org/"),
        Part("b", "", ("y",), browser=True),
    ]
    assert dev.run_parts(parts, run, lambda: "/chrome") == 0
    assert seen == [{"SITE_URL": "https://example.org/"}, {"DEEPDIVE_CHROME": "/chrome"}]


def test_trouble_in_one_part_does_not_stop_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    def no_browser() -> str:
        raise Trouble("no browser: do this")

    parts = [Part("a", "", ("x",), browser=True), Part("b", "", ("y",))]
    assert dev.run_parts(parts, lambda _step, _environment: 0, no_browser) == 1
    assert "no browser: do this" in capsys.readouterr().out


def test_what_a_part_needs_runs_before_it() -> None:
    for parts in dev.PARTS.values():
        names = [part.name for part in parts]
        assert len(set(names)) == len(names)
        for part in parts:
            assert set(part.needs) <= set(names[: names.index(part.name)])


def test_mkdocs_is_never_made_quiet_or_verbose() -> None:
    steps = [step for parts in dev.PARTS.values() for part in parts for step in part.modules]
    builds = [step for step in steps if step.startswith("mkdocs")]
    assert len(builds) > 0
    assert all("--strict" in step for step in builds)
    assert [step for step in builds if re.search(r" -q| -v|--quiet|--verbose", step)] == []


def test_every_command_is_explained_and_reachable_by_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    reached = re.findall(r"scripts/dev\.py (\w+)$", makefile, re.MULTILINE)
    assert sorted(reached) == sorted(dev.HELP)
    assert set(dev.PARTS) <= set(dev.HELP)


# --- running other programs ---


def test_nothing_that_points_at_another_python_is_handed_on() -> None:
    variables = {"PYTHONPATH": "/x", "PYTHONHOME": "/y", "UV_FIND_LINKS": "/z", "KEPT": "1"}
    clean = running.clean_environment(variables)
    assert not {"PYTHONPATH", "PYTHONHOME", "UV_FIND_LINKS"} & set(clean)
    assert clean["KEPT"] == "1"


def test_the_date_of_the_commit_does_not_override_one_that_is_given() -> None:
    clean = running.clean_environment({"SOURCE_DATE_EPOCH": "1"})
    assert clean["SOURCE_DATE_EPOCH"] == "1"


def test_without_a_history_there_is_no_date(tmp_path: Path) -> None:
    assert running.commit_date(tmp_path) == ""


def test_without_git_there_is_no_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert running.commit_date(ROOT) == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_what_was_started_does_not_outlive_us() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    running.end(process, unaware=True)
    assert process.returncode == -signal.SIGINT or process.returncode == 1


def test_the_handler_tells_a_request_to_end_from_ctrl_c() -> None:
    with pytest.raises(running.Terminated):
        running.terminated(signal.SIGTERM, None)
