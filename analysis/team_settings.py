"""Reads `twinstack.toml`, a team's settings.

The file is data and never obeyed unasked: whoever sends a template could send one along, and with
it hide what is wrong. The user names it, and each review says what it did.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis import files
from analysis.findings import Severity
from analysis.settings import OFF, Settings

FILE = "twinstack.toml"
LABELS = ("candidate-reference", "model-ideal")
REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}")
_CHECK = re.compile(r"[EWI]\d{0,4}")
_KEYS = {"region", "labels", "rules", "cfn-lint"}
_LINT_KEYS = {"ignore_checks", "cfnlintrc"}


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """All that a settings file says; what it leaves out is None."""

    findings: Settings = field(default_factory=Settings)
    region: str | None = None
    labels: str | None = None

    @property
    def digest(self) -> str:
        """The hexadecimal SHA-256 of what they say, whatever file says it."""
        return files.digest(
            repr(replace(self, findings=replace(self.findings, source=""))).encode()
        )


class _SettingsError(ValueError):
    """A settings file says something that makes no sense."""


def load(path: str, *, knows_rules: bool = True) -> TeamSettings:
    """Return what a settings file says; raises files.RefusedFileError, also for unknown words.

    The window does not know the rules: there, one that does not exist is said to find nothing.
    """
    text = files.load(path).text
    try:
        return _settings(tomllib.loads(text), path, knows_rules=knows_rules)
    except (_SettingsError, tomllib.TOMLDecodeError) as error:
        raise files.RefusedFileError(path, f"These are no settings: {error}.") from error


def found_above(candidate: str) -> str | None:
    """Return the settings file in a template's folder or one above it, to ask the user about."""
    for folder in Path(candidate).absolute().parents:
        if (folder / FILE).is_file():
            return str(folder / FILE)
        if (folder / ".git").exists():
            break
    return None


def _settings(data: Mapping[str, Any], path: str, *, knows_rules: bool) -> TeamSettings:
    _check_keys(data, _KEYS, "")
    lint = _table(data, "cfn-lint")
    _check_keys(lint, _LINT_KEYS, "cfn-lint.")
    ignored = [*_checks(lint.get("ignore_checks", [])), *_of_cfnlintrc(lint, path)]
    return TeamSettings(
        Settings(
            tuple(_grades(_table(data, "rules"), knows_rules=knows_rules)),
            tuple(dict.fromkeys(ignored)),
            path,
        ),
        _text(data, "region", REGION.fullmatch, "the name of a region, such as eu-west-1"),
        _text(data, "labels", LABELS.__contains__, f"one of {', '.join(LABELS)}"),
    )


def _grades(rules: Mapping[str, Any], *, knows_rules: bool) -> Iterator[tuple[str, str]]:
    known = _known_rules() if rules and knows_rules else frozenset(rules)
    words = (OFF, *(severity.value for severity in Severity))
    for name, word in rules.items():
        if name not in known:
            message = f"there is no rule {name!r}"
            raise _SettingsError(message)
        if word not in words:
            message = f"rules.{name} must be one of {', '.join(words)}"
            raise _SettingsError(message)
        yield name, word


def _known_rules() -> frozenset[str]:
    from analysis.rules import RULES  # noqa: PLC0415 (all rules, for settings that name one)

    return frozenset(rule.id for rule in RULES)


def _of_cfnlintrc(lint: Mapping[str, Any], path: str) -> list[str]:
    """Return the checks that the project's own .cfnlintrc ignores, if it is named."""
    name = lint.get("cfnlintrc")
    if name is None:
        return []
    if not isinstance(name, str):
        message = "cfn-lint.cfnlintrc must be the name of a file"
        raise _SettingsError(message)
    import yaml  # noqa: PLC0415 (the window loads settings, and no YAML)

    text = files.load(str(Path(path).parent / name)).text
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        message = f"{name} is no YAML"
        raise _SettingsError(message) from error
    return _checks((data or {}).get("ignore_checks", []) if isinstance(data, dict | None) else 0)


def _checks(value: object) -> list[str]:
    if not isinstance(value, list) or not all(
        isinstance(one, str) and _CHECK.fullmatch(one) for one in value
    ):
        message = "ignore_checks must be a list of cfn-lint's checks, such as W3010"
        raise _SettingsError(message)
    return value


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        message = f"{key} must be a table"
        raise _SettingsError(message)
    return value


def _check_keys(data: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in data:
        if key not in known:
            message = f"there is no setting {where}{key}"
            raise _SettingsError(message)


def _text(
    data: Mapping[str, Any], key: str, is_fit: Callable[[str], object], what: str
) -> str | None:
    value = data.get(key)
    if value is not None and not (isinstance(value, str) and is_fit(value)):
        message = f"{key} must be {what}"
        raise _SettingsError(message)
    return value
