from scripts.deepdive.problems import Checked, Problem, nearest, summary

PROBLEM = Problem("docs/a.md", 3, 5, "stale-fact", "shows 1", "make fix", fixable=True)


def test_a_problem_reads_as_path_line_column_rule_what_and_remedy() -> None:
    assert str(PROBLEM) == "docs/a.md:3:5: stale-fact: shows 1 -> make fix"


def test_nearest_suggests_the_close_name_and_else_lists_what_is_known() -> None:
    assert nearest("sourc", ["source", "scope"]) == "did you mean 'source'?"
    assert nearest("xyz", ["source", "scope"]) == "use one of: scope, source"
    assert nearest("xyz", []) == "none is known yet"


def test_a_check_that_looked_at_nothing_has_failed() -> None:
    text, well = summary([Checked("facts", 0)])
    assert not well
    assert "nothing-checked: looked at 0 facts" in text


def test_the_summary_lists_every_problem_once_and_counts_what_fix_mends() -> None:
    other = Problem("docs/b.md", 1, 1, "broken-link", "leads nowhere", "mend it")
    text, well = summary([Checked("pages", 2, [other, PROBLEM]), Checked("links", 1, [PROBLEM])])
    assert not well
    assert text.count("stale-fact") == 1
    assert text.endswith("2 problems in 2 files; `make fix` mends 1.")


def test_the_summary_of_checks_without_problems_says_what_they_looked_at() -> None:
    text, well = summary([Checked("pages", 1200)])
    assert well
    assert "1,200 pages: ok" in text
