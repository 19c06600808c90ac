"""What hostile inputs do to the program: `python -m benchmarks.hostile [--by MEANS] [--every N]`.

By `worker`, each input goes through everything that one worker is asked for; by `commands`,
through the commands as a user gives them, each in its own process. A row for each group says how
many were answered and how long the slowest answer took; what is no answer is listed, and the exit
status is 1 then.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from benchmarks.hostile.answering import STEPS, Answering
from benchmarks.hostile.case import Case
from benchmarks.hostile.running import COMMANDS, Outcome, run
from benchmarks.hostile.suite import SEED, cases


def main(arguments: Sequence[str]) -> int:
    """Run the suite, or what was chosen of it; return 1 if anything was not answered."""
    chosen = _parser().parse_args(arguments)
    suite = [one for one in cases(chosen.seed) if chosen.group in ("", one.group)][:: chosen.every]
    if chosen.by == "worker":
        commands, outcomes = list(STEPS), _by_worker(suite)
    else:
        commands = [name for name in COMMANDS if not chosen.command or name in chosen.command]
        outcomes = _by_commands(suite, commands, chosen.jobs)
    _print_rows(outcomes, commands)
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in wrong:
        print(f"  {outcome.command} {outcome.case.label}: {outcome.wrong}")
        if chosen.keep:
            path = Path(chosen.keep) / f"{outcome.case.label}{outcome.case.suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(outcome.case.data)
    print(f"{len(suite)} inputs, {len(outcomes)} runs, {len(wrong)} without a proper answer")
    return 1 if wrong else 0


def _by_worker(suite: Sequence[Case]) -> list[Outcome]:
    answering = Answering()
    try:
        return [outcome for one in suite for outcome in answering.run(one)]
    finally:
        answering.close()


def _by_commands(suite: Sequence[Case], commands: Sequence[str], jobs: int) -> list[Outcome]:
    work = [(one, name) for one in suite for name in commands]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as threads:
        return list(threads.map(lambda each: run(each[0], each[1], Path(folder)), work))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--by", choices=("worker", "commands"), default="worker")
    parser.add_argument("--every", type=int, default=1, help="take each N-th input only")
    parser.add_argument("--group", default="", help="take the inputs of this group only")
    parser.add_argument("--command", action="append", choices=tuple(COMMANDS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", default="", help="write inputs without an answer to this folder")
    return parser


def _print_rows(outcomes: Sequence[Outcome], commands: Sequence[str]) -> None:
    head = "".join(f"{name:>8}" for name in commands)
    print(f"{'group':<14}{'inputs':>7}{'refused':>9}{'partly':>8}{'wrong':>7}  slowest (s){head}")
    for group, members in groupby(outcomes, key=lambda outcome: outcome.case.group):
        _print_row(group, list(members), commands)
    _print_row("all", outcomes, commands)


def _print_row(name: str, outcomes: Sequence[Outcome], commands: Sequence[str]) -> None:
    slowest = (_slowest(one for one in outcomes if one.command == name) for name in commands)
    counts = (
        len(_cases(outcomes)),
        len(_cases(one for one in outcomes if one.is_refused)),
        len(_cases(one for one in outcomes if one.is_partial)),
        sum(bool(one.wrong) for one in outcomes),
    )
    figures = "{:>7}{:>9}{:>8}{:>7}".format(*counts)
    print(f"{name:<14}{figures}{'':13}{''.join(f'{seconds:8.1f}' for seconds in slowest)}")


def _cases(outcomes: Iterable[Outcome]) -> set[Case]:
    return {one.case for one in outcomes}


def _slowest(outcomes: Iterable[Outcome]) -> float:
    return max((one.seconds for one in outcomes), default=0.0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
