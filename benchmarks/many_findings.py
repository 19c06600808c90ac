"""What a review of many findings costs: `python -m benchmarks.many_findings [FINDINGS]`.

Filtering its list, saving its review file, and writing its report; the best of some runs each.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from analysis import review_file
from analysis.findings import Decision, Severity, State
from analysis.reports.html import html
from analysis.reports.json import review_text
from analysis.reports.markdown import report
from analysis.reports.sarif import sarif_text
from analysis.review import Inputs, Review
from gui.application import set_up
from gui.findings.panel import FindingsPanel
from tests.gui.making import CANDIDATE, REFERENCE, make_finding, make_review

_RUNS = 5
_FINDINGS = 500


def main(arguments: list[str]) -> None:
    """Print the times."""
    number = int(arguments[0]) if arguments else _FINDINGS
    application = QApplication(sys.argv[:1])
    set_up(application)
    severities = tuple(Severity)
    review = make_review(
        tuple(
            replace(
                make_finding(n),
                severity=severities[n % len(severities)],
                title=f"Finding {n} of the {'queue' if n % 3 else 'topic'}",
                decision=Decision(State.DISMISSED, "Meant so.") if n % 5 == 0 else Decision(),
                note=f"Note {n}" * (n % 2),
            )
            for n in range(number)
        ),
    )
    inputs = Inputs(CANDIDATE, REFERENCE)
    print(f"{number} findings")
    _print("filter the list by a word", _filtered(application, review))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "candidate.review.json")
        kept = review_file.kept_of(review, inputs)
        _print("save the review file", lambda: review_file.save(path, kept))
        _print("read it and mark what is new", lambda: review_file.since(
            review_file.load(path), review))  # fmt: skip
    _print("report as Markdown", lambda: report(review, inputs, everything=True))
    _print("report as HTML", lambda: html(review, inputs, everything=True))
    _print("report as SARIF", lambda: sarif_text(review, inputs, everything=True))
    _print("report as JSON", lambda: review_text(review, everything=True))


def _filtered(application: QApplication, review: Review) -> Callable[[], object]:
    panel = FindingsPanel()
    panel.resize(420, 900)
    panel.show()
    panel.show_review(review, CANDIDATE, current=True)
    application.processEvents()
    line = next(one for one in panel.findChildren(QLineEdit) if one.isVisible())
    views = panel.findChildren(QListView)
    listed = next(one for one in views if one.accessibleName() == "Findings")
    words = ["of the topic", "of the queue"]
    counts = set()

    def narrow() -> None:
        words.reverse()
        line.setText(words[0])
        application.processEvents()
        assert panel.isVisible()
        counts.add(listed.model().rowCount())
        assert 0 not in counts

    narrow()
    narrow()
    assert len(counts) == len(words)
    return narrow


def _print(name: str, work: Callable[[], object]) -> None:
    work()
    best = min(_seconds(work) for _ in range(_RUNS))
    print(f"  {name:<32} {1000 * best:8.1f} ms")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1:])
