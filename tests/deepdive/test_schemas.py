from pathlib import Path

from scripts.deepdive import schemas


def test_a_schema_that_is_missing_or_stale_is_asked_for_and_fix_writes_it(tmp_path: Path) -> None:
    assert len(schemas.check(tmp_path).problems) == schemas.check(tmp_path).count > 5
    schemas.fix(tmp_path)
    assert schemas.check(tmp_path).problems == []
    (tmp_path / "schemas/facts.json").write_text("{}")
    assert [str(problem) for problem in schemas.check(tmp_path).problems] == [
        "schemas/facts.json:1:1: stale-schema: differs from the models -> make fix"
    ]
