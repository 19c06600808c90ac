"""Reviews that people wrote are read whatever they call their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import Severity
from analysis.written_reviews.reading import read
from analysis.written_reviews.written import WrittenItem
from tests.shared_data import SEED, corpus_pairs, needs_shared

SEED_FORM = """\
# Failures

## Critical Failures

### 1. Open Queue

**Impact Level**: High

**MODEL_RESPONSE Issue**: Anybody may send:
```json
"Principal": "*"
```

**IDEAL_RESPONSE Fix**: Only the topic may.

**Root Cause**: A default.

**AWS Documentation Reference**: [Queues](https://docs.aws.amazon.com/q.html)

**Cost/Security/Performance Impact**:
- Security: It is open.
- **Cost**: None.

---

## Summary

- Total failures: 1 Critical, 0 High, 2 Medium, 0 Low
"""


def only(text: str) -> WrittenItem:
    (item,) = read(text).items
    return item


def test_the_seeds_form_is_read() -> None:
    review = read(SEED_FORM)
    (item,) = review.items
    assert (item.number, item.line, item.title) == (1, 5, "Open Queue")
    assert (item.severity, item.section_severity) == (Severity.HIGH, Severity.CRITICAL)
    assert item.issue == "Anybody may send:"
    assert item.fix == "Only the topic may."
    assert item.root_cause == "A default."
    assert item.documentation.startswith("[Queues](")
    assert item.impact == "- Security: It is open.\n- **Cost**: None."
    (excerpt,) = item.excerpts
    assert (excerpt.side, excerpt.language, excerpt.text) == (
        "candidate",
        "json",
        '"Principal": "*"',
    )
    assert (excerpt.line, review.title) == (11, "Failures")
    assert review.totals == {"critical": 1, "high": 0, "medium": 2, "low": 0}
    assert review.totals_line == 28


@pytest.mark.parametrize(
    ("heading", "title", "severity"),
    [
        ("### 1. Open Queue (Critical)", "Open Queue", Severity.CRITICAL),
        ("#### Issue #12: Open Queue [HIGH]", "Open Queue", Severity.HIGH),
        ("## Failure 3 - Open Queue - Medium", "Open Queue", Severity.MEDIUM),
        ("### 2) **Open Queue**", "Open Queue", None),
        ("### ❌ Open Queue", "Open Queue", None),
        ("### CRITICAL: Open Queue", "Open Queue", Severity.CRITICAL),
        ("### Open Queue in High Season", "Open Queue in High Season", None),
    ],
)
def test_headings_in_all_their_forms(heading: str, title: str, severity: Severity | None) -> None:
    item = only(f"{heading}\n\n**Issue**: It is open.\n**Fix**: Close it.\n")
    assert (item.title, item.severity) == (title, severity)


@pytest.mark.parametrize(
    ("issue", "fix"),
    [
        ("**Issue**:", "**Fix**:"),
        ("**Problem:**", "**Solution:**"),
        ("- **Model Response**:", "- **Ideal Response**:"),
        ("**Candidate Issue**:", "**Reference Fix**:"),
        ("**Typical Model Response (Lines 3-9)**:", "**Ideal Response (Lines 1-2 in x.json)**:"),
        ("#### Issue\n", "#### Fix\n"),
    ],
)
def test_labels_in_all_their_forms(issue: str, fix: str) -> None:
    item = only(f"## Low Failures\n### Open Queue\n{issue} It is open.\n{fix} Close it.\n")
    assert (item.issue, item.fix, item.severity) == ("It is open.", "Close it.", Severity.LOW)


def test_a_fence_holds_what_looks_like_a_heading_or_a_label() -> None:
    text = "### A\n**Issue**: See\n````yaml\n# Title\n```\n**Fix**: no\n````\n**Fix**: yes\n"
    item = only(text)
    assert item.excerpts[0].text == "# Title\n```\n**Fix**: no"
    assert item.fix == "yes"


def test_a_fence_that_is_never_closed_ends_with_the_text() -> None:
    assert only("### A\n**Issue**: See\n```\na\nb").excerpts[0].text == "a\nb"


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert read(text).totals_line <= text.count("\n") + text.count("\r") + 1


@needs_shared
def test_the_seed_is_read_as_it_stands() -> None:
    review = read((SEED / "review.md").read_text("utf-8"))
    levels = [str(item.severity) for item in review.items]
    assert levels == ["critical", "high", "high", "high", "medium", "medium", "medium"]
    assert [item.number for item in review.items] == [1, 2, 3, 4, 5, 6, 7]
    assert all(item.issue and item.fix and item.root_cause and item.impact for item in review.items)


@needs_shared
def test_reviews_in_the_seeds_form_are_read_nearly_all() -> None:
    stated = read_ = 0
    for folder in corpus_pairs():
        text = (folder / "review.md").read_text("utf-8")
        if "**MODEL_RESPONSE Issue**" in text:
            stated += text.count("\n**Impact Level**")
            read_ += sum(
                item.severity is not None
                and bool(item.issue or any(one.side == "candidate" for one in item.excerpts))
                and bool(item.fix or any(one.side == "reference" for one in item.excerpts))
                for item in read(text).items
            )
    assert stated > 250
    assert read_ >= 0.95 * stated
