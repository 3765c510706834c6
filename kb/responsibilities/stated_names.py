"""行文中的责任主体：organs and classes of organs that can be the subject of a duty, at a given place.

A noun (``stated_nouns``) is tried only where a subject can begin, so that a short noun needs no word before it;
at one place the longest reading stands, a full name before a noun of the same length.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.responsibilities.stated_nouns import ORGANS, SUBJECTS, SWEEP, VERB_FIRST, Noun
from kb.units import Located, Mention, Name, UnitBook, resolve
from kb.units.grammar import SWEEP as FORMAL
from kb.units.words import GOVERNMENT, PROVINCES

MASK = "※"

_TITLE_FIELD = lazily(any_of(word for word in GOVERNMENT if len(word) > 1))

_HAN = lazily("[\u4e00-\u9fff]")

_AFTER = (
    *("同时", "其中", "以及", "会同", "协调", "每年", "确保", "保证", "要求"),
    *("责成", "成立", "组建", "设立", "联合", "年前", "底前"),
)

_LAST = "".join(sorted({word[-1] for word in _AFTER}))
_OPENING = lazily(
    f'(?:[\n。;:!?,()、 "”和与及或由经以让使请]|[{_LAST}是年](?:(?<=[一二三四五六七八九十]是)|(?<=\\d年)|'
    + "|".join(f"(?<={word})" for word in _AFTER)
    + "))(?=[\u4e00-\u9fff])"
)
"""The last character before a place where a subject can begin."""


def _own_nouns(folded: str, at: int) -> tuple[int, Noun] | None:
    """The longest noun at ``at``; of equals the earlier rule's."""
    found: tuple[int, Noun] | None = None
    for rule, match in SWEEP.matches(folded, at):
        noun = rule.read(match, None)
        if noun and (found is None or match.end() > found[0]):
            found = match.end(), noun
    return found


def _field(document: Document) -> str:
    """The field of the plan (教育, 农业农村), as its title names it; "" where it names none."""
    match = _TITLE_FIELD.search(document.header.title or "")
    return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What resolves a noun: the book, the plan's field, the groups 各… that the plan names."""

    book: UnitBook
    field: str
    groups: frozenset[str]


def _named(noun: Noun, scene: _Scene) -> tuple[str, bool, str]:
    """Canonical name, whether it is a group, basis."""
    text = noun.text
    for group in SUBJECTS["same"].get(text, ()):
        if group in scene.groups:
            return group, True, "alias"
    match noun.kind:
        case "class":
            return f"各{text}", True, "alias"
        case "level":
            return f"{text}{scene.field}部门" if scene.field else text, True, "alias"
        case "finance":
            return ORGANS["finance"].get(text.removesuffix("财政"), text), False, "alias"
        case "organ" if (full := _fullest(text, scene.book)) is not None:
            return full, False, "alias"
        case "organ" if text.startswith(("委", "政府")) and scene.book.prefix:
            return f"{scene.book.prefix}{text}", False, "character_restored"
        case kind:
            return text, kind == "group", "explicit"


def _fullest(text: str, book: UnitBook) -> str | None:
    """The plan's own name with its level word, where it writes ``text`` without."""
    whole = f"{book.prefix}{text}"
    return whole if book.prefix and any(name.text == whole for name, _ in book.names) else None


def _mention(document: Document, span: Span, noun: Noun, scene: _Scene) -> Mention:
    unit, group, basis = _named(noun, scene)
    return Mention(span, unit, group, basis, basis != "character_restored" or unit in document.folded)


def _formal(document: Document, text: str, at: int, book: UnitBook, *, chained: bool) -> Mention | None:
    """A full name at ``at``, whatever stands before it; ``chained``: a full name and a list mark do, so
    that the level word may be left out."""
    best: Located | None = None
    if VERB_FIRST.match(text, at):
        return None
    for rule, match in FORMAL.matches(text, at):
        name = rule.read(match, None)
        if name and (best is None or match.end() > best.span.end):
            best = Located(Span(at, match.end()), name, False)
    if best is None or not (_vouched(best.name, book) or (chained and best.name.kind == "known")):
        return None
    return next(iter(resolve(document, (best,), book)[0]), None)


def _vouched(name: Name, book: UnitBook) -> bool:
    """Whether a name has its level or a place that is one, or the plan names the organ with it elsewhere."""
    if name.place:
        return name.kind in {"known", "organ"} and name.place.startswith((*book.places, *PROVINCES))
    if name.prefix:
        return name.kind in {"known", "organ"}
    return name.kind == "organ" and (book.prefix, name.branch, name.key[2]) in book.fullest


def subjects(
    document: Document, book: UnitBook, text: str, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Every name that could be the subject of a duty, in reading order, none overlapping.

    ``text`` is the document's folded text or a blanked form of it; names are read from it. ``mentions`` are
    the organs that the document names in full.
    """
    formal = {
        name.span.start: name for name in mentions if name.span.of(text) == name.span.of(document.folded)
    }
    groups = frozenset(mention.unit for mention in mentions if mention.group)
    scene = _Scene(book, _field(document), groups)
    found: list[Mention] = []
    opened = (match.end() for match in _OPENING.finditer(text))
    for at in sorted({*(at for at in (0, *formal) if _HAN.match(text, at)), *opened}):
        if found and at < found[-1].span.end:
            continue
        chained = bool(found) and found[-1].span.end == at - 1 and text[at - 1] in "、和与及"
        noun = _own_nouns(text, at)
        mention = formal.get(at) or _formal(document, text, at, book, chained=chained)
        if noun and (mention is None or noun[0] > mention.span.end):
            found.append(_mention(document, Span(at, noun[0]), noun[1], scene))
        elif mention:
            found.append(mention)
    return tuple(found)


def masked(text: str, names: tuple[Mention, ...]) -> str:
    """``text`` with every character of a name made ``MASK``; offsets hold."""
    parts, at = [], 0
    for name in names:
        parts += [text[at : name.span.start].replace(MASK, " "), MASK * len(name.span)]
        at = name.span.end
    return "".join([*parts, text[at:].replace(MASK, " ")])
