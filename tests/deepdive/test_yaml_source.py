import datetime

from scripts.deepdive.yaml_source import parse


def test_values_are_plain_and_places_count_from_one() -> None:
    source = parse("data/x.yml", "- id: a.b\n  checked: 2026-11-24\n  open: no\n  shut: true\n")
    assert source.value == [
        {"id": "a.b", "checked": datetime.date(2026, 11, 24), "open": "no", "shut": True}
    ]
    assert source.place(0, "checked") == ("data/x.yml", 2, 3)


def test_a_missing_field_is_placed_at_its_parent() -> None:
    assert parse("x.yml", "- id: a.b\n  check:\n    model: m\n").place(0, "check", "shape")[1:] == (
        2,
        3,
    )


def test_a_key_that_stands_twice_is_refused_where_it_stands_again() -> None:
    source = parse("data/x.yml", "- id: a.b\n  unit: KB\n  unit: MB\n")
    assert [str(problem) for problem in source.problems] == [
        "data/x.yml:3:3: duplicate-key: 'unit' stands twice in one mapping -> keep one of the two"
    ]


def test_broken_yaml_is_a_problem_with_its_place() -> None:
    source = parse("data/x.yml", "- id: [a\n- b\n", first_line=10)
    assert source.value is None
    assert source.problems[0].rule == "yaml-syntax"
    assert source.problems[0].line == 12
