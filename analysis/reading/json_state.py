"""The state of reading a JSON text: the stack of open brackets, and what was found so far."""

from dataclasses import dataclass, field
from enum import Enum, auto

from analysis.edits import Edit
from analysis.intrinsics import LONG_BY_TAG, short_form
from analysis.reading.guard import (
    MAX_KEYS,
    MAX_NODES,
    check_depth,
    check_keys,
    check_nodes,
    check_problems,
)
from analysis.reading.json_tokens import SPACE, encoded, indentation
from analysis.reading.objects import build_object, repeated_keys
from analysis.reading.reading import Problem
from analysis.source import Span
from analysis.syntax import ArrayNode, Entry, IntrinsicNode, Node, ScalarNode, UnreadableNode

_LOOKED_AT = 3


class Expects(Enum):
    """What comes next inside an open bracket."""

    KEY = auto()
    VALUE = auto()
    SEPARATOR = auto()


@dataclass(slots=True)
class Frame:
    """An open bracket, or a YAML tag that waits for its value (it has no closer)."""

    closer: str
    start: int
    expects: Expects
    key: ScalarNode | None = None
    comma: int | None = None
    tag: str = ""
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """Where reading is; `written` is the end of the last thing that was understood."""

    text: str
    at: int
    root: Node | None = None
    frames: list[Frame] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written: int = 0
    is_mixed: bool = False
    is_unbalanced: bool = False
    node_count: int = 0
    root_frame: Frame | None = None
    reopened: int = 0

    def report(self, message: str, span: Span, *repair: Edit, unread: Span | None = None) -> None:
        """Add a problem."""
        self.problems.append(Problem(message, span, repair, unread))
        check_problems(len(self.problems), span.start)

    def skip_space(self) -> None:
        """Go on to the next character that is no white space."""
        found = SPACE.match(self.text, self.at)
        assert found, "the pattern matches anywhere"
        self.at = found.end()

    def open(self, bracket: str, start: int) -> None:
        """Open a bracket at an offset."""
        check_depth(len(self.frames) + 1, start)
        is_object = bracket == "{"
        expects = Expects.KEY if is_object else Expects.VALUE
        self.frames.append(Frame("}" if is_object else "]", start, expects))
        self.at = self.written = start + 1

    def open_tag(self, name: str, span: Span) -> None:
        """Let a YAML tag wait for its value."""
        check_depth(len(self.frames) + 1, span.start)
        self.frames.append(Frame("", span.start, Expects.VALUE, tag=name))
        self.at = self.written = span.end

    def put(self, node: Node) -> None:
        """Give the open bracket its next value."""
        self.node_count += 1
        if self.node_count > MAX_NODES:
            check_nodes(self.node_count, node.span.start)
        end = node.span.end
        # Comparing is faster than max(), which counts here: this runs once for every value.
        self.at = max(self.at, end)
        self.written = max(self.written, end)
        frame = self.frames[-1] if self.frames else None
        if frame is None:
            self.root = node
        elif not frame.closer:
            self._finish_tag(frame, node)
        else:
            if frame.key is not None:
                frame.entries.append(Entry(frame.key, node))
                if len(frame.entries) > MAX_KEYS:
                    check_keys(len(frame.entries), frame.start)
                frame.key = None
            else:
                frame.items.append(node)
            frame.comma = None
            frame.expects = Expects.SEPARATOR

    def close(self, end: int) -> None:
        """Close the innermost bracket: `end` is the offset behind it."""
        frame = self.frames.pop()
        self.at = max(self.at, end)
        self.written = max(self.written, end)
        span = Span(frame.start, end)
        if frame.closer == "]":
            self.put(ArrayNode(span, tuple(frame.items)))
            return
        self.problems += repeated_keys(frame.entries, self.owner)
        if not self.frames:
            self.root_frame = frame
        self.put(build_object(frame.entries, span, (self.depth, self.section), flow=True))

    def give_up_value(self, span: Span) -> None:
        """Put an unreadable value where one was expected."""
        self.put(UnreadableNode(span))

    @property
    def depth(self) -> int:
        """How many brackets are open."""
        return sum(1 for frame in self.frames if frame.closer)

    @property
    def section(self) -> str:
        """The key of the root in whose value reading is."""
        key = self.frames[0].key if self.frames else None
        return key.text if key else ""

    @property
    def owner(self) -> str:
        """The innermost key whose value is being read."""
        keys = (frame.key for frame in reversed(self.frames))
        return next((key.text for key in keys if key), "")

    def column_of(self, frame: Frame) -> int | None:
        """Return how deep what stands in a bracket is indented, None where no line tells."""
        starts = [entry.key.span.start for entry in frame.entries[:_LOOKED_AT]]
        starts += [item.span.start for item in frame.items[:_LOOKED_AT]]
        if frame.key:
            starts.append(frame.key.span.start)
        for start in starts:
            width, leads = indentation(self.text, start)
            if leads:
                return width
        return None

    def _finish_tag(self, frame: Frame, node: Node) -> None:
        self.frames.pop()
        name_span = Span(frame.start, frame.start + len(frame.tag))
        name = LONG_BY_TAG[frame.tag]
        call = IntrinsicNode(
            Span(frame.start, max(node.span.end, name_span.end)), name, node, name_span, short=True
        )
        if not isinstance(node, UnreadableNode):
            self._report_tag(call)
        self.put(call)

    def _report_tag(self, call: IntrinsicNode) -> None:
        end = Span(call.span.end, call.span.end)
        message = f"The YAML tag {short_form(call.name)} stands in JSON."
        argument = call.argument
        is_dotted = isinstance(argument, ScalarNode) and "." in argument.text
        if call.name == "Fn::GetAtt" and isinstance(argument, ScalarNode) and is_dotted:
            # JSON has only the list form of GetAtt, so the argument is written anew as a whole.
            if self.problems and self.problems[-1].span == argument.span:
                self.problems.pop()
            text = encoded(argument.text.split(".", 1))
            self.report(message, call.name_span, Edit(call.span, f'{{"{call.name}": {text}}}'))
            return
        opening = Edit(call.name_span, f'{{"{call.name}": ')
        self.report(message, call.name_span, opening, Edit(end, "}"))
