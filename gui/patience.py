"""How long the window waits for a review, stage by stage."""

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer

from analysis.review import Inputs
from gui.worker_process import WorkerProcess
from gui.workers import Workers

_BYTES_PER_MB = 1_000_000
_LEAST_MS = 1_000


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long things may take, in milliseconds.

    `start` is added until a worker has answered once: before that it imports what it needs.
    The candidate's lint may end no later than `first_lint` behind the structure; once a worker
    was lost, none may end later than `after_loss` behind it.
    """

    structure: int = 5_000
    lint: int = 10_000
    lint_per_mb: int = 10_000
    fix: int = 5_000
    other: int = 20_000
    start: int = 20_000
    first_lint: int = 17_000
    after_loss: int = 14_000


class Patience:
    """Knows the deadlines, and what is left of them since the structure of a review came."""

    def __init__(self, deadlines: Deadlines) -> None:
        self.deadlines = deadlines
        self._has_lost = False
        self._since_structure = QElapsedTimer()

    def begin(self) -> None:
        """Wait as for a worker that none was lost before."""
        self._has_lost = False

    def note_structure(self) -> None:
        """Count from the first structure of a review, whatever is lost behind it."""
        if not self._has_lost:
            self._since_structure.start()

    def note_loss(self, stage: str) -> None:
        """Take it that a worker was lost in a stage; over a fix, nothing else waits for it."""
        self._has_lost = self._has_lost or stage != "fix"

    def lint_ms(self, inputs: Inputs | None) -> int:
        """Return how long a lint may take by the size of the texts."""
        if inputs is None:
            return self.deadlines.lint
        reference = inputs.reference
        size = max(len(inputs.candidate.text), len(reference.text if reference else ""))
        more = self.deadlines.lint_per_mb * min(size, _BYTES_PER_MB) // _BYTES_PER_MB
        return self.deadlines.lint + more

    def side_ms(self, inputs: Inputs | None, side: str) -> int:
        """Return how long a side's lint may take: all is to be in time though one was lost."""
        is_first = not self._has_lost and side == "candidate"
        if not (is_first or self._has_lost):
            return self.lint_ms(inputs)
        end = self.deadlines.first_lint if is_first else self.deadlines.after_loss
        return max(_LEAST_MS, min(self.lint_ms(inputs), end - self._since_structure.elapsed()))

    def start_ms(self, reviewer: WorkerProcess, stage: str) -> int:
        """Return what a reviewer is allowed beside, for what it imports at its start."""
        if reviewer.is_warm:
            return 0
        # Between requests it loads cfn-lint, and ends that before it reads.
        is_loading = reviewer.is_ready and stage != "lint"
        return self.deadlines.start // 4 if is_loading else self.deadlines.start

    def other_ms(self, inputs: Inputs | None, workers: Workers) -> int:
        """Return how long anything but a review may take."""
        allowance = 0 if workers.for_others.is_ready else self.deadlines.start
        return self.deadlines.other + self.lint_ms(inputs) + allowance
