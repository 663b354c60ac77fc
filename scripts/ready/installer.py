"""A pip that installs into `.venv`, also where Python comes without one.

Debian splits pip and ensurepip off. Then the pip that requirements.txt pins is fetched from where
pip itself would look (its variables, its configuration files, else pypi.org), compared with the
pinned sum, and run as it is: Python runs what lies in a zip file.
"""

import base64
import configparser
import hashlib
import html
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.ready.running import WINDOWS, Trouble, quietly, say, venv_python


def pip_command(venv: Path, pins: Path) -> list[str]:
    """The command of a pip that installs into the virtual environment."""
    python = str(venv_python(venv))
    inside = [python, "-m", "pip"]
    choice = choose_pip(_pip_version(inside), _pip_version([sys.executable, "-m", "pip"]))
    if choice == "inside":
        return inside
    if choice == "outside":
        return [sys.executable, "-m", "pip", "--python", python]
    version, hashes = pinned("pip", pins.read_text("utf-8"))
    say(f"this Python has no pip: fetching pip {version}")
    wheel = venv / f"pip-{version}-py3-none-any.whl"
    wheel.write_bytes(fetch_wheel(wheel.name, hashes, pip_settings()))
    return [python, str(wheel / "pip")]  # Python runs what lies in a zip file


def choose_pip(inside: tuple[int, ...], outside: tuple[int, ...]) -> str:
    """Which pip to use, by the versions found (empty: none). `--python` came with pip 22.3."""
    if inside:
        return "inside"
    return "outside" if outside >= (22, 3) else "wheel"


def _pip_version(pip: Sequence[str]) -> tuple[int, ...]:
    answer = quietly([*pip, "--version"])
    found = re.match(rb"pip (\d+)\.(\d+)", answer.stdout)
    if answer.returncode or not found:
        return ()
    return (int(found[1]), int(found[2]))


def pinned(name: str, requirements: str) -> tuple[str, set[str]]:
    """Version and sha256 sums that a file of pins allows for one package."""
    found = re.search(
        rf"^{name}==(\S+)((?:\s+\\?\s*--hash=sha256:\w+)+)", requirements, re.MULTILINE
    )
    if not found:
        raise Trouble(f"requirements.txt does not pin {name}: git checkout requirements.txt")
    return found[1], set(re.findall(r"sha256:(\w+)", found[2]))


class PipSettings(NamedTuple):
    """Where pip looks for packages: pages of an index, then lists of links or directories."""

    indexes: tuple[str, ...]
    links: tuple[str, ...]
    certificates: str


def pip_settings() -> PipSettings:
    """What the environment and pip's own configuration files say, as pip itself would read it."""
    return read_pip_settings(os.environ, pip_files(os.environ, Path.home()))


def pip_files(environment: Mapping[str, str], home: Path) -> list[Path]:
    """Where pip's configuration may lie, the strongest last."""
    named = environment.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    if WINDOWS:
        folders = [environment.get("PROGRAMDATA", ""), environment.get("APPDATA", "")]
        files = [Path(folder) / "pip" / "pip.ini" for folder in folders if folder]
        files.append(home / "pip" / "pip.ini")
    else:
        systemwide = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        files = [Path(folder) / "pip" / "pip.conf" for folder in systemwide.split(":")]
        files.append(Path("/etc/pip.conf"))
        library = Path("Library", "Application Support", "pip", "pip.conf")
        files += [Path("/") / library, home / ".pip" / "pip.conf", home / library]
        own = environment.get("XDG_CONFIG_HOME")
        files.append((Path(own) if own else home / ".config") / "pip" / "pip.conf")
    return files + ([Path(named)] if named else [])


def read_pip_settings(environment: Mapping[str, str], files: Iterable[Path]) -> PipSettings:
    """Put the files and the variables together; a variable beats a file."""
    parser = configparser.RawConfigParser(strict=False)
    parser.read([str(path) for path in files], "utf-8")

    def words(option: str) -> list[str]:
        variable = environment.get("PIP_" + option.upper().replace("-", "_"))
        if variable is not None:
            return variable.split()
        for section in ("install", "global"):
            if parser.has_option(section, option):
                return parser.get(section, option).split()
        return []

    indexes = (words("index-url") or ["https://pypi.org/simple"]) + words("extra-index-url")
    if words("no-index") and words("no-index")[0].lower() in ("1", "true", "yes", "on"):
        indexes = []
    return PipSettings(tuple(indexes), tuple(words("find-links")), " ".join(words("cert")))


def fetch_wheel(name: str, hashes: set[str], settings: PipSettings) -> bytes:
    """The bytes of one wheel from the first place that has it with a sum that is allowed."""
    project = name.split("-")[0]
    pages = list(settings.links)
    pages += [f"{index.rstrip('/')}/{project}/" for index in settings.indexes]
    tried = []
    for page in pages:
        try:
            content = _fetch_from(page, name, settings.certificates)
        except (OSError, ValueError) as error:  # URLError is an OSError
            tried.append(f"{without_login(page)}: {error}")
            continue
        if content is None:
            tried.append(f"{without_login(page)}: has no {name}")
        elif hashlib.sha256(content).hexdigest() in hashes:
            return content
        else:
            tried.append(f"{without_login(page)}: its {name} is not the pinned one")
    say("\n".join(tried))
    raise Trouble("no pip, and none from there: go online, or sudo apt-get install python3-venv")


def _fetch_from(page: str, name: str, certificates: str) -> bytes | None:
    folder = Path(page)
    if folder.is_dir():
        return (folder / name).read_bytes() if (folder / name).is_file() else None
    address, text = _get(page, certificates)
    if address.endswith("/" + name):
        return text
    link = link_to(name, address, text.decode("utf-8", "replace"))
    return _get(link, certificates)[1] if link else None


def link_to(name: str, address: str, page: str) -> str | None:
    """The absolute address that a page of an index gives for a file of this name."""
    for match in re.finditer(r"""<a\s[^>]*?href\s*=\s*["']([^"']+)["']""", page, re.IGNORECASE):
        target = html.unescape(match[1])
        path = urllib.parse.unquote(urllib.parse.urlsplit(target).path)
        if path.rsplit("/", 1)[-1] == name:
            return urllib.parse.urljoin(address, target)
    return None


def _get(address: str, certificates: str) -> tuple[str, bytes]:
    """Where an address led, and what was there; a login in the address goes into a header."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "file":
        path = Path(urllib.request.url2pathname(parts.path))
        found = path / "index.html" if path.is_dir() else path
        return address, found.read_bytes()
    request = urllib.request.Request(without_login(address), headers={"Accept": "text/html, */*"})
    if parts.username:
        login = f"{parts.username}:{parts.password or ''}"
        token = base64.b64encode(urllib.parse.unquote(login).encode()).decode()
        request.add_header("Authorization", "Basic " + token)
    context = ssl.create_default_context(cafile=certificates or None)
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        return answer.geturl(), answer.read()


def without_login(address: str) -> str:
    """The address as it may be shown: without name and password."""
    return re.sub(r"^(\w+://)[^/@]*@", r"\1", address)
