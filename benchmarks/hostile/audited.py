"""What inputs make the worker and a command do: `python -m benchmarks.hostile.audited [--every N]`.

An audit hook notes each file that is opened, each program that is started, each socket, and each
piece of a template that is executed, while a hostile `.cfnlintrc` stands in the current folder and
in the home. What is no part of Python, of the libraries or of this program is a violation.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis import files
from analysis.review import Inputs
from analysis.values import encode
from analysis.worker import worker_command
from benchmarks.hostile.case import ROOT, Case
from benchmarks.hostile.running import REFERENCE
from benchmarks.hostile.suite import SEED, cases

MARK = "audited_marker"
"""A word that stands in every input; code that holds it comes from there."""

_HOPELESS = 60.0
_EVIL_RULE = "import pathlib\npathlib.Path({path!r}).write_text('executed')\n"
_HOOK = f"""
import os, sys, site
_OWN = tuple({{os.path.realpath(one) for one in (
    sys.prefix, sys.base_prefix, *site.getsitepackages(), {str(ROOT)!r}, *sys.path) if one}})
_READ = ('/usr/share', '/usr/lib', '/usr/local', '/lib', '/etc/ld', '/etc/fonts', '/etc/localtime',
         '/etc/locale', '/var/cache/fontconfig', '/proc/', '/sys/', '/dev/null', '/dev/urandom')
_FOREIGN = ('socket.', 'subprocess.', 'os.system', 'os.exec', 'os.posix_spawn', 'os.spawn',
            'os.fork', 'pty.', 'os.remove', 'os.rename', 'os.chmod', 'os.symlink', 'urllib.',
            'http.', 'ftplib.', 'shutil.')
_TEMPORARY = os.path.realpath(os.environ.get('TMPDIR') or '/tmp')
_telling = False

def _is_own(real):
    # Python tries whether the folder can be written to; the worker's own lies in it.
    is_trial = os.path.dirname(real) == _TEMPORARY and len(os.path.basename(real)) == 8
    return is_trial or real.startswith(os.path.join(_TEMPORARY, 'twinstack-'))

def _tell(words):
    global _telling
    if not _telling:
        _telling = True
        line = 'AUDIT ' + words[:300].replace(chr(10), ' ') + chr(10)
        os.write(2, line.encode('utf-8', 'replace'))
        _telling = False

def _look(event, args):
    if event == 'open':
        path, mode, flags = args
        if isinstance(path, int):
            return
        real = os.path.realpath(os.fsdecode(path))
        is_read = not (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if real in ALLOWED or _is_own(real):
            return
        if not is_read and real != '/dev/null':
            _tell('writes ' + real)
        elif not real.startswith(_OWN + _READ):
            _tell('opens ' + real)
    elif event == 'exec':
        code = args[0]
        if {MARK!r} in repr((code.co_consts, code.co_names)) and 'audited' not in code.co_filename:
            _tell('executes ' + repr(code))
    elif event == 'os.remove' and _is_own(os.path.realpath(args[0])):
        return
    elif event.startswith(_FOREIGN) and event not in ALLOWED_EVENTS:
        _tell(event + ' ' + repr(args))

sys.addaudithook(_look)
"""


def hostile_folder(folder: Path) -> Path:
    """Put files into a folder that give cfn-lint orders; return what they would write."""
    stray = folder / "stray"
    rules = folder / "rules"
    rules.mkdir(parents=True)
    (rules / "Evil.py").write_text(_EVIL_RULE.format(path=str(stray)), "utf-8")
    orders = (
        f"append_rules: [{rules}]\nignore_checks: [E, W, I]\noutput_file: {stray}\n"
        f"override_spec: /etc/passwd\ncustom_rules: /etc/passwd\nregions: [x]\n"
    )
    for name in (".cfnlintrc", ".cfnlintrc.yaml", ".cfnlintrc.yml"):
        (folder / name).write_text(orders, "utf-8")
    return stray


def of_worker(candidate: bytes, reference: bytes, suffix: str = ".yaml") -> list[str]:
    """Return what a worker did that it should not, over a pair that it reviews and draws."""
    try:
        known = files.from_bytes("reference.yaml", reference)
        inputs = Inputs(
            files.from_bytes(f"candidate{suffix}", candidate), known, today="2026-01-01"
        )
    except files.RefusedFileError:
        return []
    asked = encode(inputs)
    requests = [
        {"id": 1, "kind": "review", "inputs": asked, "verify": "shown"},
        {"id": 2, "kind": "graph", "inputs": asked, "side": "difference"},
        {"id": 3, "kind": "drawing", "inputs": asked, "format": "svg"},
        {"id": 4, "kind": "fix-all", "inputs": asked},
    ]
    command = worker_command()
    isolated, option, starter = command.arguments
    allowed = "ALLOWED = ()\nALLOWED_EVENTS = ()\n"
    starter = starter.replace("main()", f"\n{allowed}{_HOOK}\nmain()")
    with tempfile.TemporaryDirectory() as name:
        stray = hostile_folder(Path(name))
        return _told(
            [command.program, "-B", isolated, option, starter],
            "".join(f"{json.dumps(one)}\n" for one in requests),
            {**command.environment, "HOME": name},
            name,
            stray,
        )


def of_command(candidate: bytes, reference: bytes, suffix: str = ".yaml") -> list[str]:
    """Return what `review` did that it should not, run from a folder with hostile files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stray = hostile_folder(folder)
        mine, known = folder / f"candidate{suffix}", folder / "reference.yaml"
        mine.write_bytes(candidate)
        known.write_bytes(reference)
        allowed = {str(one.resolve()) for one in (mine, known)}
        # The command starts one worker, and that is all it starts.
        head = f"ALLOWED = {allowed!r}\nALLOWED_EVENTS = ('subprocess.Popen',)\n"
        program = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{head}{_HOOK}\n"
            "from analysis.commands.command_line import run\n"
            f"sys.exit(run(['review', {mine.name!r}, {known.name!r}]))"
        )
        environment = {**os.environ, "HOME": name, "PYTHONDONTWRITEBYTECODE": "1"}
        return _told([sys.executable, "-c", program], "", environment, name, stray)


def _told(
    command: Sequence[str], given: str, environment: dict[str, str], folder: str, stray: Path
) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            command,
            input=given.encode(),
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=_HOPELESS,
            check=False,
        )
        complaints = done.stderr
    except subprocess.TimeoutExpired as error:
        complaints = error.stderr or b""
    lines = complaints.decode("utf-8", "replace").splitlines()
    told = [line.removeprefix("AUDIT ") for line in lines if line.startswith("AUDIT ")]
    return [*told, *(["a stray file was written"] if stray.exists() else [])]


def marked(case: Case) -> bytes:
    """Return the text of an input with the mark in its code."""
    return case.data.replace(b"import boto3", f"import boto3, {MARK}".encode())


def main(arguments: Sequence[str]) -> int:
    """Print what was done that should not be; return 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=40, help="take each N-th input only")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    suite = cases(chosen.seed)[:: chosen.every]
    wrong = 0
    for case in suite:
        known = REFERENCE if case.reference is None else case.reference
        for name, look in (("worker", of_worker), ("command", of_command)):
            for told in look(marked(case), known, case.suffix):
                wrong += 1
                print(f"{name} {case.label}: {told}", flush=True)
    print(f"{len(suite)} inputs through worker and command, {wrong} violations")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
