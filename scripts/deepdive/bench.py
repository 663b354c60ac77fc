"""`python -m scripts.deepdive.bench`: how long readers' and authors' builds take on a grown site.

It copies the project to a temporary folder, multiplies the DynamoDB pages, data and examples there
under other names and in other words, and measures a cold build and, in a real `mkdocs serve`, the
time from saving an edit until HTTP shows it: of a page, and of a fact on two pages that use it. As
machines differ, the same pages are built by Material as it comes as well, with its search and
without our extension, hooks and cache. Exit code 1 if a budget is exceeded.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from scripts.deepdive import prose
from scripts.deepdive.ledger import load

COLD_BUDGET = 30.0
"""Seconds for a build from nothing."""
EDIT_BUDGET = 5.0
"""Seconds from saving an edit until a browser can see it."""

EXEMPLAR = "dynamodb"
COPIED = ("mkdocs.yml", "docs", "data", "examples", "estimates", "overrides", "scripts")
EDITS = 3
PAUSE = 3.0
"""Seconds between two edits: an author reads before writing on."""
PATIENCE = 180.0
"""Seconds after which an edit that does not show is a failure."""

PARTS = (
    ("reading", "mkdocs.commands.build", "get_files"),
    ("reading", "mkdocs.structure.pages", "Page.read_source"),
    ("Markdown", "mkdocs.structure.pages", "Page.render"),
    ("ledger and tables", "scripts.deepdive.extension", "expand"),
    ("ledger and tables", "scripts.deepdive.extension", "load"),
    ("diagrams", "scripts.deepdive.diagrams", "fence"),
    ("template", "jinja2", "Template.render"),
    ("writing", "mkdocs.utils", "write_file"),
    ("search", "scripts.deepdive.search", "index"),
    ("search", "material.plugins.search.plugin", "SearchPlugin.on_page_context"),
    ("search", "material.plugins.search.plugin", "SearchPlugin.on_post_build"),
)
"""What is told apart, and the functions that do it."""

_FENCE = re.compile(r"\s*(```|~~~)")
_NO_PROSE = re.compile(r"\s*(#|<|!!!|\?\?\?|===|\[|--8<|\||\*\[)")
_WORD = re.compile(
    r"`[^`]*`|\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<[^>]*>|\{[^}]*\}|&\w+;|(?P<word>\b[a-z]{4,}\b)"
)


def main(arguments: list[str]) -> int:
    """Measure, print, and say by the exit code whether both budgets were kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=60)
    parser.add_argument("--questions", type=int, default=340)
    parser.add_argument("--timed", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.timed:
        return _timed_build(options.timed)
    with tempfile.TemporaryDirectory() as name:
        ours, stock = Path(name, "ours"), Path(name, "stock")
        services, questions = _own_pages(Path.cwd())
        more = max(options.services - services, 1), max(options.questions - questions, 1)
        topics = grow(Path.cwd(), ours, *more)
        shutil.copytree(ours, stock)
        config = stock / "mkdocs.yml"
        config.write_text(as_material_comes(config.read_text("utf-8")), "utf-8")
        pages = len(list((ours / "docs").rglob("*.md")))
        print(f"{options.services} service pages, {options.questions} questions, {pages} pages in")
        print(f"all; {os.cpu_count()} processors. Seconds, and as a part of what Material takes:\n")
        topic = topics[len(topics) // 2]
        return report(
            _measure(ours, topic, has_facts=True), _measure(stock, topic, has_facts=False)
        )


def _own_pages(root: Path) -> tuple[int, int]:
    """How many service pages and questions the site has before it grows."""
    services = [path for path in root.glob("docs/services/*.md") if path.stem != "index"]
    return len(services), len(list(root.glob("docs/questions/*/*.md")))


def report(ours: dict[str, float], stock: dict[str, float]) -> int:
    """Print the measurements of both sites side by side; 1 if ours exceed a budget."""
    budgets = {
        "cold build": COLD_BUDGET,
        "edit of a page": EDIT_BUDGET,
        "edit of a fact": EDIT_BUDGET,
    }
    print(f"{'':24}{'ours':>8}{'budget':>8}{'stock':>8}{'ratio':>8}")
    for name in dict.fromkeys([*ours, *stock]):
        own, other = ours.get(name), stock.get(name)
        budget = budgets.get(name)
        cells = [own, budget, other, own / other if own and other else None]
        print(f"{name:24}" + "".join(f"{cell:8.2f}" if cell else " " * 8 for cell in cells))
    late = [name for name, budget in budgets.items() if ours[name] > budget]
    print("\nbudgets kept" if not late else f"\nover budget: {', '.join(late)}")
    return 1 if late else 0


def grow(root: Path, target: Path, services: int, questions: int) -> list[str]:
    """Write to `target` the project with more services; returns their topics.

    Each has the exemplar's page, data, examples, estimates and its share of the questions. No two
    say the same, so that nothing remembered of one makes another one faster.
    """
    target.mkdir()
    for part in COPIED:
        source = root / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / part, ignore=ignored)
        else:
            shutil.copy2(source, target / part)
    slugs = sorted(path.stem for path in (root / "docs/questions" / EXEMPLAR).glob("*.md"))
    topics = [f"copy{number:02}" for number in range(services)]
    for number, topic in enumerate(topics):
        share = questions // services + (number < questions % services)
        if share > len(slugs):
            raise ValueError(f"{share} questions a service, but there are {len(slugs)} to copy")
        _copy_service(root, target, topic, number, slugs[:share], slugs[share:])
    config = target / "mkdocs.yml"
    line = re.compile(rf"^( *- )(.*)services/{EXEMPLAR}\.md\n", re.MULTILINE)
    added = line.subn(
        lambda match: match[0] + "".join(f"{match[1]}services/{each}.md\n" for each in topics),
        config.read_text("utf-8"),
    )
    config.write_text(_once(added, f"mkdocs.yml lists services/{EXEMPLAR}.md"), "utf-8")
    return topics


def _copy_service(
    root: Path, target: Path, topic: str, number: int, slugs: list[str], omitted: list[str]
) -> None:
    questions = [f"docs/questions/{EXEMPLAR}/{slug}.md" for slug in slugs]
    texts = [root / name for name in (f"docs/services/{EXEMPLAR}.md", *questions)]
    others = [*root.glob(f"data/*/{EXEMPLAR}.yml"), *root.glob(f"estimates/{EXEMPLAR}.py")]
    for path in [*texts, *others, *root.glob(f"examples/{EXEMPLAR}/*.py")]:
        place = target / path.relative_to(root).as_posix().replace(EXEMPLAR, topic)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        for slug in omitted:  # a link to a question that this copy does not have
            text = re.sub(rf"\b{slug}\.md(#[\w-]*)?", f"{slugs[0]}.md", text)
        text = text.replace(EXEMPLAR, topic).replace("DynamoDB", topic.title())
        place.write_text(in_other_words(text, number, topic) if path in texts else text, "utf-8")


def in_other_words(text: str, number: int, topic: str) -> str:
    """The same page with every longer word of its prose replaced by another of equal length.

    Headings, links, code, tables and markers stay, as other files depend on them.
    """
    lines = []
    is_head, is_code = text.startswith("---\n"), False
    for index, line in enumerate(text.split("\n")):
        if is_head:
            is_head = index == 0 or line != "---"
            lines.append(f"{line} {topic}" if line.startswith("title:") else line)
        elif _FENCE.match(line):
            is_code = not is_code
            lines.append(line)
        elif is_code:
            lines.append(f"{line} {topic}" if "accTitle:" in line else line)
        elif _NO_PROSE.match(line):
            lines.append(line)
        else:
            lines.append(_WORD.sub(lambda match: _other_word(match, number), line))
    return "\n".join(lines)


def _other_word(match: re.Match[str], number: int) -> str:
    if match["word"] is None:
        return match[0]
    # two letters turn by different amounts: 26 * 26 languages
    turns = number % 26 + 1, number // 26 + 1
    letters = (chr((ord(c) - 97 + turns[i % 2]) % 26 + 97) for i, c in enumerate(match[0]))
    return "".join(letters)


def as_material_comes(config: str) -> str:
    """The same configuration without our hooks and extension, with Material's search."""
    changes = (
        (r"^hooks:\n(?: +- .*\n)+", ""),
        (r"^ +- scripts\.deepdive\.extension\n", ""),
        (r"scripts\.deepdive\.diagrams\.fence", "pymdownx.superfences.fence_div_format"),
        (r"^plugins:\n", "plugins:\n  - search\n"),
        (r"^strict: true\n", ""),
    )
    for pattern, replacement in changes:
        config = _once(re.subn(pattern, replacement, config, flags=re.MULTILINE), pattern)
    return config


def _once(changed: tuple[str, int], what: str) -> str:
    text, count = changed
    if count != 1:
        raise ValueError(f"expected once, found {count} times: {what}")
    return text


def shared_fact(site: Path, topic: str) -> tuple[str, str]:
    """A fact that the service page of a topic links to, and a question page that does as well."""
    service = (site / f"docs/services/{topic}.md").read_text("utf-8")
    used = {link.id for link in prose.fact_links(service)}
    for path in sorted((site / "docs/questions" / topic).glob("*.md")):
        for link in prose.fact_links(path.read_text("utf-8")):
            if link.id in used and link.id in load(site)[0].facts:
                return link.id, path.relative_to(site).as_posix()
    raise ValueError(f"{topic}: no fact stands on the service page and on a question")


def edit_fact(site: Path, id: str, mark: str) -> None:
    """Let the label of a fact, which its tooltip and its table show, end in `mark`."""
    path = site / f"data/facts/{id.partition('.')[0]}.yml"
    head, entry, rest = path.read_text("utf-8").partition(f"- id: {id}\n")
    label = load(site)[0].facts[id].label
    path.write_text(head + entry + rest.replace(label, f"{label} {mark}", 1), "utf-8")


def until(shown: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Seconds until `shown()` holds. Raises `TimeoutError` when patience ends."""
    start = time.monotonic()
    while not shown():
        if time.monotonic() - start > patience:
            raise TimeoutError(f"not seen within {patience:.0f} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


class Parts:
    """Seconds spent in each part; what a part calls counts for the part that is called."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._clock = clock
        self._inside = ["rest"]
        self._since = clock()

    def watch(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time counted for that part."""

        @functools.wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            self.settle()
            self._inside.append(part)
            try:
                return function(*arguments, **named)
            finally:
                self.settle()
                self._inside.pop()

        return watched

    def settle(self) -> None:
        """Count the time since the last change for the part that is running."""
        now = self._clock()
        self.seconds[self._inside[-1]] += now - self._since
        self._since = now


def _timed_build(target: Path) -> int:
    """Build the site in the current folder, and write to `target` what took how long."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.INFO)  # as the command does; pages' keys hold it
    parts = Parts()
    for part, module, name in PARTS:
        owner: Any = importlib.import_module(module)
        *classes, attribute = name.split(".")
        for each in classes:
            owner = getattr(owner, each)
        setattr(owner, attribute, parts.watch(part, getattr(owner, attribute)))
    config = load_config()
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    parts.settle()
    largest_first = sorted(parts.seconds.items(), key=lambda item: -item[1])
    target.write_text(json.dumps(dict(largest_first)), "utf-8")
    return 0


def _measure(site: Path, topic: str, *, has_facts: bool) -> dict[str, float]:
    """Seconds that each thing takes in the grown project in that folder."""
    timings = site / "timings.json"
    command = [sys.executable, "-m", "scripts.deepdive.bench", "--timed", str(timings)]
    start = time.monotonic()
    subprocess.run(command, cwd=site, check=True, stdout=subprocess.DEVNULL)
    measured = {"cold build": time.monotonic() - start}
    measured |= {f"  {name}": spent for name, spent in json.loads(timings.read_text()).items()}
    fact, question = shared_fact(site, topic)
    page = f"docs/services/{topic}.md"
    with _serve(site) as read:
        measured["start of serve"] = until(lambda: "<html" in read(page), "the first page")
        edits: dict[str, list[float]] = defaultdict(list)
        for number in range(EDITS):
            mark = f"seen{number}"
            time.sleep(PAUSE)
            with (site / page).open("a", encoding="utf-8") as file:
                file.write(f"\n{mark}p\n")
            edits["edit of a page"].append(until(lambda: f"{mark}p" in read(page), mark))  # noqa: B023
            if has_facts:
                time.sleep(PAUSE)
                edit_fact(site, fact, f"{mark}f")
                both = page, question
                shown = until(lambda: all(f"{mark}f" in read(each) for each in both), mark)  # noqa: B023
                edits["edit of a fact"].append(shown)
    return measured | {name: median(seconds) for name, seconds in edits.items()}


@contextmanager
def _serve(site: Path) -> Iterator[Callable[[str], str]]:
    """`mkdocs serve` in that folder; gives a function that reads a page over HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    scratch = site / ".scratch"  # where `serve` builds: it leaves that behind when it is ended
    scratch.mkdir()
    environment = {**os.environ, "SITE_URL": f"http://{address}/", "TMPDIR": str(scratch)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", address]
    with (site / "serve.log").open("w") as log:
        process = subprocess.Popen(command, cwd=site, env=environment, stdout=log, stderr=log)
    try:
        yield functools.partial(_read, address)
    finally:
        process.terminate()
        process.wait()


def _read(address: str, page: str) -> str:
    url = f"http://{address}/{page.removeprefix('docs/').removesuffix('.md')}/"
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text
    except urllib.error.URLError:  # it does not listen yet
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
