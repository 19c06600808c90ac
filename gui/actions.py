"""Every command of the window in one table: name, menu, text, icon, shortcut."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.icons import icon
from gui.theme import Theme

MENUS = ("File", "Edit", "View", "Go", "Review", "Help")
QUIET = "quiet-"
"""What the names of commands begin with that leave a kind of change unmarked."""
_Standard = QKeySequence.StandardKey
_NONE = QKeySequence.StandardKey.UnknownKey


@dataclass(frozen=True, slots=True)
class Command:
    """A command as menus show it; `group` makes it one choice of several, a switch keeps on."""

    name: str
    menu: str
    text: str
    icon: str = ""
    shortcut: str = ""
    standard: QKeySequence.StandardKey = _NONE
    group: str = ""
    is_switch: bool = False
    starts_section: bool = False


COMMANDS = (
    Command("open-candidate", "File", "Open candidate…", "open", standard=_Standard.Open),
    Command("open-reference", "File", "Open reference…", "open", "Ctrl+Shift+O"),
    Command("open-written", "File", "Open written review…", "open"),
    Command("open-queue", "File", "Open a folder of pairs…", starts_section=True),
    Command("open-queue-list", "File", "Open a list of pairs…"),
    Command("paste-candidate", "File", "Paste as candidate", "paste", starts_section=True),
    Command("paste-reference", "File", "Paste as reference", "paste"),
    Command("save", "File", "Save candidate", "save", standard=_Standard.Save, starts_section=True),
    Command("save-as", "File", "Save candidate as…", standard=_Standard.SaveAs),
    Command("save-template", "File", "Save template to a file of its own…"),
    Command("save-patch", "File", "Save changes as a patch…"),
    Command("save-review", "File", "Save review", "save", "Ctrl+Alt+S", starts_section=True),
    Command("merge-review", "File", "Merge another review…"),
    Command("write-report", "File", "Write report…", "report", "Ctrl+E", starts_section=True),
    Command("settings", "File", "Settings…", shortcut="Ctrl+,", starts_section=True),
    Command("quit", "File", "Quit", standard=_Standard.Quit, starts_section=True),
    Command("undo", "Edit", "Undo", "undo", standard=_Standard.Undo),
    Command("redo", "Edit", "Redo", "redo", standard=_Standard.Redo),
    Command("find", "Edit", "Find…", "find", standard=_Standard.Find, starts_section=True),
    Command("find-next", "Edit", "Find next", shortcut="F3"),
    Command("find-previous", "Edit", "Find previous", shortcut="Shift+F3"),
    Command("replace", "Edit", "Replace…", shortcut="Ctrl+H"),
    Command("take", "Edit", "Take the change from the reference", "back", "Alt+Shift+Left"),
    Command("comment", "Edit", "Comment out or in", shortcut="Ctrl+/"),
    Command("swap", "Edit", "Swap candidate and reference", "swap", "Ctrl+Shift+X"),
    Command("view-compare", "View", "Compare", "compare", "Ctrl+1", group="view"),
    Command("view-graph", "View", "Graph", "graph", "Ctrl+2", group="view"),
    Command("view-changes", "View", "Changes", "changes", "Ctrl+3", group="view"),
    Command("view-summary", "View", "Summary", "summary", "Ctrl+4", group="view"),
    # Their keys are the compare view's own, so that they do not mean it while the graph is used.
    Command("zoom-in", "View", "Larger text", standard=_Standard.ZoomIn, starts_section=True),
    Command("zoom-out", "View", "Smaller text", standard=_Standard.ZoomOut),
    Command("zoom-back", "View", "Usual size of text", shortcut="Ctrl+0"),
    Command("fold", "View", "Fold or unfold here", shortcut="Ctrl+Shift+[", starts_section=True),
    Command("fold-all", "View", "Fold all that is alike", shortcut="Ctrl+Alt+["),
    Command("fold-blocks", "View", "Fold blocks of one side", shortcut="Ctrl+Alt+Shift+["),
    Command("unfold-all", "View", "Unfold all", shortcut="Ctrl+Alt+]"),
    Command(
        "file-order",
        "View",
        "Keep the order of both files",
        "",
        "",
        is_switch=True,
        starts_section=True,
    ),
    Command(f"{QUIET}descriptions", "View", "Do not mark descriptions", is_switch=True),
    Command(f"{QUIET}tags", "View", "Do not mark tags", is_switch=True),
    Command(f"{QUIET}names", "View", "Do not mark renamed entities", is_switch=True),
    Command(f"{QUIET}metadata", "View", "Do not mark metadata", is_switch=True),
    Command(f"{QUIET}formatting", "View", "Do not mark formatting and comments", is_switch=True),
    Command("theme-system", "View", "Colours of the system", group="theme", starts_section=True),
    Command("theme-light", "View", "Light", group="theme"),
    Command("theme-dark", "View", "Dark", group="theme"),
    Command("back", "Go", "Back", "back", "Alt+Left"),
    Command("forward", "Go", "Forward", "forward", "Alt+Right"),
    Command("next-finding", "Go", "Next finding", "next", "F8", starts_section=True),
    Command("previous-finding", "Go", "Previous finding", "previous", "Shift+F8"),
    Command("next-undecided", "Go", "Next undecided finding", shortcut="Ctrl+F8"),
    Command("next-change", "Go", "Next change", "next", "F7"),
    Command("previous-change", "Go", "Previous change", "previous", "Shift+F7"),
    Command("moved", "Go", "Other place of a moved block", shortcut="Ctrl+Shift+M"),
    Command("next-pair", "Go", "Next pair", "next", "Ctrl+PgDown", starts_section=True),
    Command("previous-pair", "Go", "Previous pair", "previous", "Ctrl+PgUp"),
    Command("pair-done", "Go", "Pair is done", "accept", "Ctrl+Shift+D"),
    Command("line", "Go", "Line…", shortcut="Ctrl+G", starts_section=True),
    Command("definition", "Go", "Definition", shortcut="F12"),
    Command("uses", "Go", "Uses", shortcut="Shift+F12"),
    Command("inside", "Go", "Compare code inside a value", shortcut="Ctrl+Alt+I"),
    Command("explain", "Go", "Explain what stands here", "information", "Ctrl+I"),
    Command("next-part", "Go", "Next part of the window", "", "F6", starts_section=True),
    Command("previous-part", "Go", "Previous part of the window", "", "Shift+F6"),
    Command("let-go", "Go", "Let go of the selection", shortcut="Esc", starts_section=True),
    Command("apply-fix", "Review", "Apply fix", "apply", "Ctrl+Return"),
    Command("apply-safe", "Review", "Apply all safe fixes", shortcut="Ctrl+Shift+Return"),
    Command("accept", "Review", "Accept finding", "accept", starts_section=True),
    Command("dismiss", "Review", "Dismiss finding", "dismiss", "Ctrl+D"),
    Command("dismiss-false", "Review", "Dismiss as false"),
    Command("dismiss-wont-fix", "Review", "Dismiss, will not be fixed"),
    Command("reopen", "Review", "Reopen finding"),
    Command("copy-finding", "Review", "Copy finding as Markdown"),
    Command("suppress", "Review", "Suppress in the template…"),
    Command("add-finding", "Review", "Add finding…", "", "Ctrl+Shift+A", starts_section=True),
    Command("edit-finding", "Review", "Edit finding…"),
    Command("remove-finding", "Review", "Remove your finding or words"),
    Command("review-again", "Review", "Review again", shortcut="F5", starts_section=True),
    Command("cancel", "Review", "Cancel what is being done", "cancel"),
    Command("manual", "Help", "Manual"),
    Command("documentation", "Help", "Documentation of the finding", "link", "F1"),
    Command("shortcuts", "Help", "Keyboard shortcuts", shortcut="Ctrl+F1"),
    Command("about", "Help", "About TwinStack", starts_section=True),
)


class Actions:
    """The window's actions by name, and its menus."""

    def __init__(self, window: QMainWindow) -> None:
        self._actions: dict[str, QAction] = {}
        self.groups: dict[str, QActionGroup] = {}
        self.menus: dict[str, QMenu] = {}
        self.theme: Theme | None = None
        for menu in MENUS:
            self.menus[menu] = window.menuBar().addMenu(f"&{_translated(menu)}")
        for command in COMMANDS:
            self._add(command, window)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def connect(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Call each named action's slot when it is triggered."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(slot)

    def show_theme(self, theme: Theme) -> None:
        """Tint the icons; what is opened later asks for the theme."""
        self.theme = theme
        for command in COMMANDS:
            if command.icon:
                self._actions[command.name].setIcon(icon(command.icon, theme))

    def enable(self, names: Mapping[str, bool]) -> None:
        """Say which of the named actions can be used now."""
        for name, is_usable in names.items():
            self._actions[name].setEnabled(is_usable)

    def _add(self, command: Command, window: QMainWindow) -> None:
        action = QAction(_translated(command.text), window)
        action.setObjectName(command.name)
        if command.standard != _NONE:
            action.setShortcuts(command.standard)
        elif command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.name == "apply-fix":
            action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        action.setToolTip(_tip(action))
        action.setIconVisibleInMenu(False)
        action.setCheckable(command.is_switch)
        if command.group:
            if command.group not in self.groups:
                self.groups[command.group] = QActionGroup(window)
            action.setCheckable(True)
            self.groups[command.group].addAction(action)
        self._actions[command.name] = action
        menu = self.menus[command.menu]
        if command.starts_section:
            menu.addSeparator()
        menu.addAction(action)
        window.addAction(action)


def _tip(action: QAction) -> str:
    """Return what a button says of its command: the text, and the key as the system writes it."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text()} ({key})" if key else action.text()


def _translated(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
