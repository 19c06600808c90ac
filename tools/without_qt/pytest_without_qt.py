"""Lets pytest run with pytest-qt's options in the configuration but without pytest-qt and Qt."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Accept the options of pytest-qt, which is switched off."""
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "an option of pytest-qt")


def pytest_configure() -> None:
    """Refuse to run where Qt could be imported after all: such a run would prove nothing."""
    try:
        import PySide6  # noqa: PLC0415, F401 - whether this works is the question
    except ModuleNotFoundError:
        return
    message = "Qt can be imported; set PYTHONPATH to this plugin's folder"
    raise pytest.UsageError(message)
