"""What schemathesis is told beside its configuration: how to sign in, how a body that is not JSON is sent, and when valid input may be refused."""

import os

import requests
import schemathesis
from hypothesis import strategies
from schemathesis import GenerationMode

url = os.environ["CONTRACT_URL"]
ascii = strategies.characters(max_codepoint=127)

schemathesis.openapi.format(
    "iana-time-zone", strategies.sampled_from(["America/Jamaica", "Europe/Vienna", "Asia/Kolkata", "UTC"])
)
# Made from their patterns, these two take seconds each.
schemathesis.openapi.format(
    "email", strategies.from_regex(r"[A-Za-z0-9_+-]{1,20}(\.[a-z'+]{1,9}x)?@[a-z0-9]{1,20}\.[a-z]{2,9}", fullmatch=True, alphabet=ascii)
)
schemathesis.openapi.format("date-time", strategies.datetimes().map(lambda instant: instant.isoformat() + "Z"))


@schemathesis.hook
def before_load_schema(context, raw_schema):
    leave_out_patterns(raw_schema["paths"])


def leave_out_patterns(node):
    """Where the format alone says how to make a value, of a length that fits."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        leave_out_patterns(child)
    if isinstance(node, dict) and node.get("format") in ("email", "date-time"):
        node.pop("pattern", None)
        node.pop("maxLength", None)


def sign_in() -> str:
    answer = requests.post(
        f"{url}/api/auth/login/",
        json={"email": os.environ["CONTRACT_EMAIL"], "password": os.environ["CONTRACT_PASSWORD"]},
        timeout=60,
    )
    answer.raise_for_status()
    return answer.json()["access"]


if "CONTRACT_EMAIL" in os.environ:

    # Operations that end the session are called too: a 401 makes schemathesis sign in anew. Tokens live five minutes.
    @schemathesis.auth(refresh_interval=200)
    class SignedIn:
        def get(self, case, context):
            return sign_in()

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.serializer("application/vnd.apache.arrow.stream", "application/x-ndjson")
def as_bytes(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


schemathesis.openapi.format("cron", strategies.sampled_from(["15 2 * * *", "0 6-22 * * 1-5", "*/30 * * * *", "59 23 L * *"]))


# What we gave out ourselves and take back as it was, which no schema tells from others of its shape, and how two fields go together.
opaque_kinds = {"token-unknown", "token-expired", "token-revoked"}
beyond_schemas = {
    "cursor": "",
    "end_date": "must not be before start_date",
    "history_from": "lies in the future",
    "body": "must be the recorded messages",
    "parishes": "unknown: ",
    "snapshot": "is not of the demo dataset",
}
# Cron's own grammar, of which a boundary value of the length is none; and each connector's own schema, which stands in its spec.
beyond_prefixes = ("expression", "schedule.expression", "configuration.", "manifest")


@schemathesis.check
def valid_input_is_refused_only_beyond_schemas(ctx, response, case):
    """In place of positive_data_acceptance for 400 and 410, which the configuration lets pass for this check to look at."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    if response.status_code not in (400, 410):
        return
    problem = response.json()
    if problem["type"].removeprefix("/problems/") in opaque_kinds:
        return
    errors = problem.get("errors") or [{"field": "none", "message": ""}]
    unexpected = [
        error
        for error in errors
        if not error["field"].startswith(beyond_prefixes)
        and not error["message"].startswith(beyond_schemas.get(error["field"], "?"))
    ]
    assert not unexpected, f"Valid by its schema, but refused: {unexpected}"
