from analysis.embedded.javascript_code import javascript_facts

CODE = """
const AWS = require('aws-sdk'); // require('commented')
const { S3Client } = require("@aws-sdk/client-s3");
const fs = require('node:fs/promises');
import { Pool } from 'pg';
/* require('hidden')
*/
const url = 'https://example.com';
exports.handler = async (event) => {
  try {
    return process.env.TABLE + process.env['NAME'];
  } catch (error) {
    throw error;
  }
};
"""


def test_packages_are_named_without_paths_and_comments() -> None:
    assert javascript_facts(CODE).modules == {"aws-sdk", "@aws-sdk", "fs", "pg"}


def test_facts_know_their_lines() -> None:
    assert [(one.name, one.line) for one in javascript_facts(CODE).imports if one.name == "pg"] == [
        ("pg", 5),
    ]


def test_variables_functions_and_catches_are_seen() -> None:
    facts = javascript_facts(CODE)
    assert [one.name for one in facts.environment] == ["TABLE", "NAME"]
    assert [one.name for one in facts.functions] == ["handler"]
    assert [one.line for one in facts.catches] == [12]


def test_retries_are_options_of_clients() -> None:
    assert javascript_facts("new S3Client({ maxAttempts: 3 })").retries
    assert not javascript_facts(CODE).retries
