"""PlantUML's activity diagrams: the flow lies in the nesting of if, fork and repeat. Grammar: plantuml.com, Activity
diagram (new syntax)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from svcgraph.domain.names import clean
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Shape

DEPTH = 200  # of nested if, fork, repeat
Tips = list[tuple[str, str]]  # what the next step follows: node, and what is written on the arrow

_PARENTHESES = r"\((?P<{0}>(?:[^()]|\([^()]*\))*)\)"
_LANE = re.compile(r"\|(?:\[?#[\w/\\-]+\]?\|)?(?P<first>[^|]+)\|(?:(?P<second>[^|]+)\|?)?\s*$")
_IF = re.compile(rf"if\s*{_PARENTHESES.format('ask')}\s*(?:then|is|equals)?\s*(?:{_PARENTHESES.format('yes')})?", re.I)
_ELSEIF = re.compile(
    rf"(?:{_PARENTHESES.format('no')}\s*)?else\s?if\s*{_PARENTHESES.format('ask')}\s*(?:then|is|equals)?\s*(?:{_PARENTHESES.format('yes')})?",
    re.I,
)
_ELSE = re.compile(rf"else\s*(?:{_PARENTHESES.format('no')})?\s*$", re.I)
_SWITCH = re.compile(rf"switch\s*{_PARENTHESES.format('ask')}", re.I)
_CASE = re.compile(rf"case\s*{_PARENTHESES.format('yes')}", re.I)
_WHILE = re.compile(rf"while\s*{_PARENTHESES.format('ask')}\s*(?:(?:is|equals)?\s*{_PARENTHESES.format('yes')})?", re.I)
_ENDWHILE = re.compile(rf"end\s?while\s*(?:{_PARENTHESES.format('no')})?\s*$", re.I)
_REPEAT_WHILE = re.compile(
    rf"repeat\s?while\s*(?:{_PARENTHESES.format('ask')})?\s*(?:(?:is|equals)\s*{_PARENTHESES.format('yes')})?"
    rf"\s*(?:not\s*{_PARENTHESES.format('no')})?", re.I,
)  # fmt: skip
_ARROW = re.compile(r"-(?:\[[^\]]*\])?-*>(?P<label>.*?);?\s*$")
_CONNECTOR = re.compile(r"(?:#\w+:)?\((?P<name>[^()]{1,3})\)\s*$")
_STYLE = re.compile(
    r"(?:skinparam|skin|title|caption|header|footer|legend|scale|hide|show|!|'|/'|partition|package|rectangle|card|group|"
    r"end group|endgroup|\}|@|left|right|floating|note|end note|endnote|<style>|</style>|label\b)", re.I,
)  # fmt: skip
_SETTINGS = re.compile(r"skinparam\b[^{]*\{\s*$|<style>\s*$", re.I)  # as far as their end, several lines
_END = (";", "|", "<", ">", "/", "]", "}", "\\")


@dataclass(slots=True)
class _Frame:
    """An open if, switch, fork, split, repeat or while. ``node``: where its branches begin."""

    word: str
    node: str
    line: int
    out: Tips = field(default_factory=list)  # ends of finished branches
    otherwise: bool = False  # if: an else came
    backward: str = ""
    backward_line: int = 0


class Flow:
    """Fills a page line by line."""

    def __init__(self, page: Page, file: str, faults: FaultList) -> None:
        self.page, self.file, self.faults = page, file, faults
        self.tips: Tips = []
        self.frames: list[_Frame] = []
        self.lane = ""
        self.line = 0
        self.label = ""
        self.aliases: dict[str, str] = {}
        self.named: dict[str, str] = {}  # connectors and labels
        self.jumps: list[tuple[str, Tips, int]] = []

    def read(self, lines: list[tuple[int, str]]) -> None:
        at = 0
        while at < len(lines):
            self.line, text = lines[at][0], lines[at][1].strip()
            if re.match(r"(?:#[\w/\\-]+)?:", text):
                text, at = _whole(lines, at)
                self._activity(text)
            elif _is_long_note(text):
                at = _note_end(lines, at)
            elif _SETTINGS.match(text):
                at = _settings_end(lines, at)
            else:
                self._statement(text)
            at += 1
        self._finish()

    def _statement(self, text: str) -> None:
        for pattern, act in self._rules():
            found = pattern.match(text)
            if found:
                act(found)
                return
        if text and not _STYLE.match(text):
            self._say("not-understood", mark("“{text}” is not understood: it is left out."), text=text[:60])

    def _rules(self) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], object]], ...]:
        return (
            (_LANE, self._swimlane),
            (re.compile(r"start\s*$", re.I), lambda _found: self._step("", Kind.EVENT)),
            (re.compile(r"(?:stop|end)\s*$", re.I), lambda _found: self._stop()),
            (re.compile(r"(?:kill|detach)\s*$", re.I), lambda _found: self.tips.clear()),
            (re.compile(r"break\s*$", re.I), lambda _found: self._break()),
            (_IF, self._if), (_ELSEIF, self._elseif), (_ELSE, self._else),
            (re.compile(r"end\s?if\b", re.I), lambda _found: self._endif()),
            (_SWITCH, self._switch), (_CASE, self._case),
            (re.compile(r"end\s?switch\b", re.I), lambda _found: self._endif()),
            (re.compile(r"(?:fork|split)\s+again\s*$", re.I), lambda _found: self._again()),
            (re.compile(r"(?P<word>fork|split)\s*$", re.I), self._fork),
            (re.compile(r"end\s?(?:fork|split|merge)\b", re.I), lambda _found: self._join()),
            (_REPEAT_WHILE, self._repeat_while),
            (re.compile(r"repeat\b\s*(?P<first>:.*;)?", re.I), self._repeat),
            (re.compile(r"backward\s*:(?P<name>.*);", re.I), self._backward),
            (_ENDWHILE, self._endwhile), (_WHILE, self._while),
            (_ARROW, self._arrow), (_CONNECTOR, self._connector),
            (re.compile(r"label\s+(?P<name>\w+)\s*$", re.I), self._label),
            (re.compile(r"goto\s+(?P<name>\w+)\s*$", re.I), self._goto),
        )  # fmt: skip

    # Steps

    def _step(self, name: str, kind: Kind) -> str:
        key = str(len(self.page.shapes) + 1)
        self.page.shapes.append(Shape(key=key, name=clean(name), kind=kind, lane=self.lane, line=self.line))
        for source, label in self.tips:
            self._join_to(source, key, label or self.label)
        self.label = ""
        self.tips = [(key, "")]
        return key

    def _join_to(self, source: str, target: str, label: str) -> None:
        key = f"{source}>{target}#{len(self.page.arrows)}"
        self.page.arrows.append(Arrow(key=key, label=clean(label), source=source, target=target, line=self.line))

    def _activity(self, text: str) -> None:
        name = re.sub(r"^(?:#[\w/\\-]+)?:", "", text)
        self._step(_plain(name), Kind.STEP)

    def _stop(self) -> None:
        self._step("", Kind.EVENT)
        self.tips = []

    def _swimlane(self, found: re.Match[str]) -> None:
        first, second = clean(found["first"]), clean(found["second"])
        if second:
            self.aliases[first] = second
        name = _plain(self.aliases.get(first, first))
        self.lane = f"|{name}|"
        if all(lane.key != self.lane for lane in self.page.lanes):
            self.page.lanes.append(Lane(key=self.lane, name=name, line=self.line))

    def _arrow(self, found: re.Match[str]) -> None:
        self.label = _plain(found["label"])

    # Branches

    def _open(self, word: str, node: str) -> _Frame:
        frame = _Frame(word, node, self.line)
        if len(self.frames) < DEPTH:
            self.frames.append(frame)
        else:
            self._say("too-deep", mark("More than {most} branches inside each other are not read."), most=DEPTH)
        return frame

    def _innermost(self, *words: str) -> _Frame | None:
        if self.frames and self.frames[-1].word in words:
            return self.frames[-1]
        said = mark("This ends or divides nothing that is open here: it is left out.")
        self._say("stray-end", said)
        return None

    def _if(self, found: re.Match[str]) -> None:
        node = self._step(found["ask"], Kind.CONTROL)
        self._open("if", node)
        self.tips = [(node, found["yes"] or "")]

    def _elseif(self, found: re.Match[str]) -> None:
        if frame := self._innermost("if"):
            frame.out += self.tips
            self.tips = [(frame.node, found["no"] or "")]
            frame.node = self._step(found["ask"], Kind.CONTROL)
            self.tips = [(frame.node, found["yes"] or "")]

    def _else(self, found: re.Match[str]) -> None:
        if frame := self._innermost("if"):
            frame.out += self.tips
            frame.otherwise = True
            self.tips = [(frame.node, found["no"] or "")]

    def _endif(self) -> None:
        if frame := self._innermost("if", "switch"):
            self.frames.pop()
            straight: Tips = [] if frame.otherwise or frame.word == "switch" else [(frame.node, "")]
            self.tips = frame.out + self.tips + straight

    def _switch(self, found: re.Match[str]) -> None:
        node = self._step(found["ask"], Kind.CONTROL)
        self._open("switch", node)
        self.tips = []

    def _case(self, found: re.Match[str]) -> None:
        if frame := self._innermost("switch"):
            frame.out += self.tips
            self.tips = [(frame.node, found["yes"])]

    def _fork(self, found: re.Match[str]) -> None:
        node = self._step("", Kind.CONTROL)
        self._open(found["word"].lower(), node)

    def _again(self) -> None:
        if frame := self._innermost("fork", "split"):
            frame.out += self.tips
            self.tips = [(frame.node, "")]

    def _join(self) -> None:
        if frame := self._innermost("fork", "split"):
            self.frames.pop()
            self.tips = frame.out + self.tips
            if self.tips:
                self._step("", Kind.CONTROL)

    # Loops

    def _repeat(self, found: re.Match[str]) -> None:
        self._open("repeat", self._step("", Kind.CONTROL))
        if found["first"]:
            self._activity(found["first"].rstrip("; "))

    def _backward(self, found: re.Match[str]) -> None:
        if frame := self._innermost("repeat", "while"):
            frame.backward, frame.backward_line = _plain(found["name"]), self.line

    def _repeat_while(self, found: re.Match[str]) -> None:
        if frame := self._innermost("repeat"):
            self.frames.pop()
            asked = self._step(found["ask"] or "", Kind.CONTROL)
            self._back(frame, [(asked, found["yes"] or "")])
            self.tips = [(asked, found["no"] or ""), *frame.out]

    def _while(self, found: re.Match[str]) -> None:
        node = self._step(found["ask"], Kind.CONTROL)
        self._open("while", node)
        self.tips = [(node, found["yes"] or "")]

    def _endwhile(self, found: re.Match[str]) -> None:
        if frame := self._innermost("while"):
            self.frames.pop()
            self._back(frame, self.tips)
            self.tips = [(frame.node, found["no"] or ""), *frame.out]

    def _back(self, frame: _Frame, tips: Tips) -> None:
        """Back to the head of the loop, through the step that ``backward`` names."""
        self.tips = tips
        if frame.backward:
            self._step(frame.backward, Kind.STEP)
        for source, label in self.tips:
            self._join_to(source, frame.node, label or self.label)
        self.label = ""

    def _break(self) -> None:
        loops = [frame for frame in self.frames if frame.word in ("repeat", "while")]
        if loops:
            loops[-1].out += self.tips
            self.tips = []
        else:
            self._say("stray-end", mark("This ends or divides nothing that is open here: it is left out."))

    # Jumps

    def _connector(self, found: re.Match[str]) -> None:
        name = f"({found['name']})"
        if name in self.named:
            for source, label in self.tips:
                self._join_to(source, self.named[name], label)
            self.tips = [(self.named[name], "")]
        else:
            self.named[name] = self._step("", Kind.CONTROL)

    def _label(self, found: re.Match[str]) -> None:
        self.named[found["name"]] = self._step("", Kind.CONTROL)

    def _goto(self, found: re.Match[str]) -> None:
        self.jumps.append((found["name"], self.tips, self.line))
        self.tips = []

    def _finish(self) -> None:
        for name, tips, line in self.jumps:
            self.line = line
            if name not in self.named:
                self._say("no-label", mark("There is no label {name} to go to."), name=name)
                continue
            for source, label in tips:
                self._join_to(source, self.named[name], label)
        for frame in self.frames:
            self.line = frame.line
            self._say("never-closed", mark("This “{word}” has no end."), word=frame.word)

    def _say(self, code: str, message: str, /, **parameters: object) -> None:
        severity = Severity.WARNING if code == "not-understood" else Severity.ERROR
        place = Place(file=self.file, line=self.line)
        self.faults.add(code, place, message, severity=severity, **parameters)


def _whole(lines: list[tuple[int, str]], at: int) -> tuple[str, int]:
    """A step's text, which may go over several lines, up to the sign that ends it."""
    parts: list[str] = []
    while at < len(lines):
        text = lines[at][1].strip()
        if text.endswith(_END) and not text.endswith("/>"):
            return " ".join([*parts, text[:-1]]), at
        parts.append(text)
        at += 1
    return " ".join(parts), at


def _is_long_note(text: str) -> bool:
    return re.match(r"(?:floating\s+)?note\b(?!.*:\s*\S)", text, re.I) is not None


def _settings_end(lines: list[tuple[int, str]], at: int) -> int:
    """The line that closes ``skinparam activity {`` or ``<style>``; the last one where nothing does."""
    if lines[at][1].strip().lower() == "<style>":
        return next((n for n in range(at, len(lines)) if "</style>" in lines[n][1].lower()), len(lines) - 1)
    depth = 0
    for number in range(at, len(lines)):
        depth += lines[number][1].count("{") - lines[number][1].count("}")
        if depth <= 0:
            return number
    return len(lines) - 1


def _note_end(lines: list[tuple[int, str]], at: int) -> int:
    end = at
    while end < len(lines) and not re.match(r"\s*end\s?note\b", lines[end][1], re.I):
        end += 1
    return end


def _plain(text: str) -> str:
    """Creole's marks and line breaks gone."""
    text = re.sub(r"\\[nt]|<br\s*/?>|</?\w[^>]*>", " ", text)
    return clean(re.sub(r"(\*\*|//|__|--|~~|\"\")(?=\S)(.+?)(?<=\S)\1", r"\2", text))
