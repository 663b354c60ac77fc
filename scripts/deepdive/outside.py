"""`python -m scripts.deepdive.outside`: does every source still answer where we saw it?

The one check that uses the network, so it runs weekly and by hand, never in `make test`. Only what
says "gone" counts as a problem: a server that is busy, or that does not like being asked by a
program, has proved nothing, and is listed without failing.
"""

from __future__ import annotations

import http.client
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.deepdive.ledger import Ledger, load
from scripts.deepdive.problems import Checked, Problem, summary

GONE = {404, 410}
SECONDS = 30
AT_ONCE = 4  # polite: most sources are on one host

Ask = Callable[[str], int | str]
"""Asks an address; returns the HTTP status, or what went wrong instead."""


def ask(address: str) -> int | str:
    """The status after redirects, by GET: some servers answer HEAD wrongly."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException) as error:  # URLError is an OSError
        return str(error)


def check(ledger: Ledger, ask: Ask) -> tuple[Checked, list[str]]:
    """The sources that are gone, and a line for each of which we learned nothing."""
    result, unclear = Checked("sources that answered", 0), []
    for id, answer in _ask_all({id: str(s.url) for id, s in ledger.sources.items()}, ask):
        gone, fine = answer in GONE, isinstance(answer, int) and 200 <= answer < 300
        result.count += gone or fine
        if gone:
            place = ledger.places["sources", id]
            what = f"{id} answers {answer}"
            remedy = "find where it went and read it again"
            result.problems.append(Problem(*place, "source-gone", what, remedy))
        elif not fine:
            unclear.append(f"unclear: {id} answers {answer}")
    return result, unclear


def _ask_all(addresses: dict[str, str], ask: Ask) -> Iterable[tuple[str, int | str]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(zip(addresses, pool.map(ask, addresses.values()), strict=True))


def main() -> int:
    """Ask every source of the ledger; 1 if any is gone or none was asked."""
    ledger, problems = load(Path.cwd())
    checked, unclear = check(ledger, ask)
    checked.problems += problems
    text, well = summary([checked])
    print("\n".join([*unclear, text]))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
