import pytest

from analysis.embedded.python_code import PythonFacts, python_facts

CODE = """
import os, json
import boto3
from botocore.config import Config
import pymysql.cursors
try:
    import ujson
except ImportError:
    ujson = json

queue = boto3.client("sqs", config=Config(retries={"max_attempts": 3}))

def handler(event, context):
    table = os.environ["TABLE"]
    name = os.environ.get("NAME")
    try:
        queue.send_message(QueueUrl=table)
        boto3.client('s3').put_object(Bucket=name)
    except (KeyError, queue.exceptions.QueueDoesNotExist):
        raise
    except Exception:
        return None
"""


LOOP = """
for attempt in range(3):
    try:
        go()
    except E:
        time.sleep(2 ** attempt)
"""


def _facts(code: str = CODE) -> PythonFacts:
    facts = python_facts(code)
    assert facts is not None
    return facts


def test_imports_are_top_level_modules_without_those_that_may_fail() -> None:
    assert _facts().modules == {"os", "json", "boto3", "botocore", "pymysql"}


def test_facts_know_their_lines() -> None:
    assert [fact.line for fact in _facts().imports if fact.name == "pymysql"] == [5]


def test_clients_and_their_calls_are_seen() -> None:
    facts = _facts()
    assert facts.services == {"sqs", "s3"}
    assert {fact.name for fact in facts.calls} >= {"sqs:send_message", "s3:put_object"}


def test_variables_that_must_be_set_are_told_from_those_that_may() -> None:
    facts = _facts()
    assert {fact.name for fact in facts.environment} == {"TABLE", "NAME"}
    assert [fact.name for fact in facts.required] == ["TABLE"]


def test_excepts_say_what_they_name_and_whether_they_raise() -> None:
    facts = _facts()
    assert [(one.is_specific, one.raises) for one in facts.excepts] == [
        (True, True),
        (False, False),
    ]


def test_a_bare_except_is_not_specific() -> None:
    facts = _facts("try:\n    pass\nexcept:\n    raise\n")
    assert not facts.excepts[0].is_specific


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Config(retries={'max_attempts': 2})", ["retry"]),
        (LOOP, ["exponential backoff"]),
        ("while True:\n    try:\n        go()\n    except E:\n        time.sleep(1)", ["retry"]),
        ("for item in items:\n    try:\n        go(item)\n    except E:\n        log(item)", []),
        ("time.sleep(3)", []),
    ],
)
def test_retries_are_loops_that_try_again(code: str, found: list[str]) -> None:
    assert [fact.name for fact in _facts(code).retries] == found


def test_substitutions_stand_for_names() -> None:
    assert _facts("import ${Module}_x\nlimit = ${Limit}\n").imports


@pytest.mark.parametrize("code", ["def (", "x = '\0'", "(" * 5000])
def test_what_is_no_python_has_no_facts(code: str) -> None:
    assert python_facts(code) is None


def test_odd_escapes_of_the_code_warn_nobody() -> None:
    assert _facts("import re\nre.match('\\d', x)\n").modules == {"re"}
