"""Makes Qt impossible to import in every Python process that has this folder on its path."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

BLOCKED = frozenset({"PySide6", "shiboken6", "gui"})


class _NoQt(MetaPathFinder):
    """Refuses Qt and the package that is built on it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse the blocked packages; leave all others to the finders that follow."""
        del path, target
        if fullname.partition(".")[0] in BLOCKED:
            message = f"{fullname} is not available in the run without Qt"
            raise ModuleNotFoundError(message, name=fullname)
        return None


sys.meta_path.insert(0, _NoQt())
