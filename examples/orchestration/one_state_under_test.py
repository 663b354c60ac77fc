"""One state, in JSONata with a variable, tried before it is deployed.

TestState runs it in the service itself, with a mock instead of the
payment provider. So the expressions are evaluated by what will evaluate
them in production, and a retry can be looked at without waiting for it.
"""

from __future__ import annotations

import json
from typing import Any

# --8<-- [start:state]
CHARGE: dict[str, Any] = {
    "Type": "Task",
    "QueryLanguage": "JSONata",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Arguments": {
        "FunctionName": "charge",
        "Payload": {
            # $cart was assigned by an earlier state: it need not be
            # passed through all those in between.
            "amount": "{% $sum($cart.lines.(price * count)) %}",
            "key": "{% $states.context.Execution.Name %}",
        },
    },
    "Assign": {"receipt": "{% $states.result.Payload.receipt %}"},
    "Output": {"paid": True},
    "TimeoutSeconds": 20,
    "Retry": [
        {"ErrorEquals": ["Lambda.TooManyRequestsException"]},
    ],
    "Catch": [
        {"ErrorEquals": ["Declined"], "Next": "Release"},
        # No answer is not a no: ask the provider by the key first.
        {"ErrorEquals": ["States.ALL"], "Next": "Settle"},
    ],
    "Next": "Ship",
}
# --8<-- [end:state]


# --8<-- [start:try]
def try_state(
    stepfunctions_client: Any,
    state: dict[str, Any],
    variables: dict[str, Any],
    mock: dict[str, Any],
    retries: int | None = None,
) -> dict[str, Any]:
    """Where the state goes, and what it leaves in the variables."""
    so_far = {} if retries is None else {"retrierRetryCount": retries}
    answer = stepfunctions_client.test_state(
        definition=json.dumps(state),
        input="{}",
        variables=json.dumps(variables),
        context=json.dumps({"Execution": {"Name": "order-1"}}),
        mock=mock,  # nothing is called
        stateConfiguration=so_far,
        inspectionLevel="DEBUG",
    )
    data = answer.get("inspectionData", {})
    return {
        "status": answer["status"],
        "next": answer.get("nextState"),
        "variables": json.loads(data.get("variables", "{}")),
        "sent": json.loads(data.get("afterArguments", "{}")),
    }


# --8<-- [end:try]
