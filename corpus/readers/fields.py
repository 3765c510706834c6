"""域：what Word computes where it prints: page numbers, the table of contents. Their results are no text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

SILENT = "instrText"
_COMPUTED = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "TOA", "INDEX", "PRINTDATE", "FILENAME"}
)
_PRINTED = frozenset({"t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen"})


def silence(root: Element) -> None:
    """Turns the results of such fields into instructions, which print nothing; a field that has no end is text."""
    opened: list[tuple[int, list[str]]] = []
    printed: list[Element] = []
    for element in root.iter():
        if element.tag == "fldSimple" and _is_computed(element.get("instr", "")):
            element.tag = SILENT
        elif element.tag == SILENT and opened:
            opened[-1][1].append(element.text or "")
        elif element.tag in _PRINTED and opened:
            printed.append(element)
        elif element.tag == "fldChar" and element.get("fldCharType") == "begin":
            opened.append((len(printed), []))
        elif element.tag == "fldChar" and element.get("fldCharType") == "end" and opened:
            start, instruction = opened.pop()
            if _is_computed("".join(instruction)):
                for result in printed[start:]:
                    result.tag = SILENT
                del printed[start:]


def _is_computed(instruction: str) -> bool:
    return not _COMPUTED.isdisjoint(instruction.upper().split()[:1])
