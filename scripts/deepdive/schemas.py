"""The JSON Schemas that editors use to complete and check data files, written from the models."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from scripts.deepdive.ledger import KINDS
from scripts.deepdive.models import QuestionMeta, ScenarioMeta, ServiceMeta, TopicMeta
from scripts.deepdive.problems import Checked, Problem


def texts() -> dict[str, str]:
    """File name below schemas/ and what it must hold."""
    models = {
        **KINDS,
        "service-page": ServiceMeta,
        "topic-page": TopicMeta,
        "scenario-page": ScenarioMeta,
        "question-page": QuestionMeta,
    }
    result = {}
    for name, model in models.items():
        schema = TypeAdapter(model).json_schema()
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        result[f"{name}.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return result


def check(root: Path) -> Checked:
    """Every schema that is missing or not what the models say."""
    result = Checked("schemas written from the models", 0)
    for name, text in texts().items():
        path = root / "schemas" / name
        result.count += 1
        if not path.exists() or path.read_text("utf-8") != text:
            what = "differs from the models"
            problem = Problem(
                f"schemas/{name}", 1, 1, "stale-schema", what, "make fix", fixable=True
            )
            result.problems.append(problem)
    return result


def fix(root: Path) -> None:
    """Write every schema."""
    (root / "schemas").mkdir(exist_ok=True)
    for name, text in texts().items():
        (root / "schemas" / name).write_text(text, "utf-8")
