"""One plan in every format gives the same clauses and facts; what is no such file is refused, soon."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import FORMATS, NUMBERING, as_docx, cell, numbered, paragraph, table, word
from pages import LAYOUTS
from real_plans import BUNDLED

from corpus.errors import NotReadable
from corpus.readers import legacy, reader_of
from corpus.readers.reading import Reading
from corpus.source import load
from kb.facts_json import plan_json
from kb.pipeline import extract

Layout = Callable[[str, str], bytes]
PLANS = sorted(BUNDLED.glob("*.txt"))
OFFICE = shutil.which("soffice")
PLACES = frozenset({"start", "end", "name", "encoding", "sha256", "characters"})


def said(value: Any) -> Any:
    """The facts without where they stand in the file."""
    if isinstance(value, dict):
        return {key: said(inside) for key, inside in value.items() if key not in PLACES}
    return [said(inside) for inside in value] if isinstance(value, list) else value


def facts(path: Path) -> Any:
    made = plan_json(extract(load(path)))
    del made["chrome"]
    return said(made)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem[:2])
def test_every_format_gives_the_same_facts(tmp_path: Path, plan: Path, form: str) -> None:
    made = tmp_path / f"稿.{form}"
    made.write_bytes(FORMATS[form](plan.read_text("utf-8")))
    assert facts(made) == facts(plan)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem[:2])
def test_a_page_says_what_its_plan_says(tmp_path: Path, plan: Path, layout: Layout) -> None:
    """And the day on which it was put up, which the plan cannot know."""
    wanted = facts(plan)
    made = tmp_path / "页.html"
    made.write_bytes(layout(plan.read_text("utf-8"), wanted["document"]["title"]))
    found = facts(made)
    assert found["document"].pop("published") in (None, "2025-03-11")
    del wanted["document"]["published"]
    assert found == wanted


def test_the_facts_quote_what_was_read(tmp_path: Path) -> None:
    for form, make in FORMATS.items():
        path = tmp_path / f"稿.{form}"
        path.write_bytes(make(PLANS[0].read_text("utf-8")))
        document = extract(load(path)).document
        assert "".join(span.of(document.text) for span in document.leaves()) == document.text


# Through other programs

RULED = "一、任务\n（一）供水\n1.建水厂。（县水务局牵头，县财政局配合）\n2.接管网。2026年底前接入率达到90%。（县住房城乡建设局）"


def converted(folder: Path, data: bytes, ending: str) -> Path:
    source = folder / "原.docx"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", ending]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120
    )
    return source.with_suffix(f".{ending}")


@pytest.mark.skipif(OFFICE is None, reason="没有安装 LibreOffice")
def test_old_word_files_through_libreoffice(tmp_path: Path) -> None:
    grid = table(
        [["序号", "任务", "牵头单位"], ["1", "建水厂", "县水务局"], ["2", "接管网", "县住房城乡建设局"]]
    )
    plain = "".join(map(paragraph, ("青禾县供水方案", *RULED.split("\n"), "附件", "分工表"))) + grid
    source = word(plain + paragraph(""))
    expected = tmp_path / "原.docx"
    old = converted(tmp_path, source, "doc")
    for name in ("稿.wps", "假.docx"):
        (tmp_path / name).write_bytes(old.read_bytes())
        assert load(tmp_path / name).encoding == "doc"
        assert facts(tmp_path / name) == facts(expected)


@pytest.mark.skipif(OFFICE is None, reason="没有安装 LibreOffice")
def test_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    """A reading by another program; it knows no lvlRestart, so the list has none."""
    made = NUMBERING.replace('<w:lvlRestart w:val="1"/>', "")
    body = "".join(numbered("甲", at) for at in (0, 1, 2, 2, 1, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1))
    data = word(body, numbering=made)
    printed = converted(tmp_path, data, "txt").read_text("utf-8-sig")
    ours = reader_of(".docx")(data, "稿.docx").text
    assert re.sub(r"[ \t]", "", printed).splitlines() == ours.splitlines()


@pytest.mark.skipif(OFFICE is None, reason="没有安装 LibreOffice")
def test_rich_text_of_libreoffice(tmp_path: Path) -> None:
    """It writes the 、 of a list as a question mark."""
    made = NUMBERING.replace('<w:lvlRestart w:val="1"/>', "")
    lines = [
        paragraph("青禾县供水方案"),
        numbered("任务", 0),
        numbered("水源", 1),
        numbered("建水厂。（县水务局）", 2),
    ]
    data = word("".join([*lines, numbered("保障", 0), paragraph("")]), numbering=made)
    old = converted(tmp_path, data, "rtf")
    assert facts(old) == facts(tmp_path / "原.docx")
    assert "\n一、任务\n" in load(old).text


def test_without_a_program_an_old_file_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    path = tmp_path / "稿.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(NotReadable, match=r"稿\.doc 是旧版.*请安装 LibreOffice.*另存为 \.docx"):
        load(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(NotReadable, match="加了密码"):
        load(path)
    path.write_bytes(b"no word")
    with pytest.raises(NotReadable, match="不是 Word 或 WPS 文字"):
        load(path)


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    path.chmod(0o755)
    return str(path)


OLD = b"\xd0\xcf\x11\xe0" + bytes(600)


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = program(tmp_path, "soffice", "import time; time.sleep(60)")
    monkeypatch.setattr(legacy.shutil, "which", lambda name: hangs if name == "soffice" else None)
    monkeypatch.setattr(legacy, "SECONDS", 0.5)
    with pytest.raises(NotReadable, match="仍未完成，已停止"):
        legacy.read(OLD, "稿.doc")


def test_a_program_that_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = program(tmp_path, "soffice", "raise SystemExit(1)")
    monkeypatch.setattr(legacy.shutil, "which", lambda name: fails)
    with pytest.raises(NotReadable, match="打不开"):
        legacy.read(OLD, "稿.doc")


BOOK = """<?xml version="1.0"?><!DOCTYPE book PUBLIC "-//OASIS//DTD" "http://x/y.dtd">
<book><bookinfo><date>2013-12-23</date></bookinfo><chapter><title/><para>
一、总则
</para><para><informaltable><tgroup><tbody><row><entry>
任务
</entry><entry>
牵头单位
</entry></row><row><entry>建</entry><entry>县局</entry></row></tbody></tgroup></informaltable></para>{}</chapter></book>"""


@pytest.mark.parametrize(
    ("book", "read"),
    [
        (BOOK.format(""), "一、总则\n| 任务 | 牵头单位 |\n| 建 | 县局 |"),
        (BOOK.format("<orderedlist/>"), ""),
        ("", ""),
    ],
)
def test_antiword_where_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: str, read: str
) -> None:
    prints = program(tmp_path, "antiword", f"import sys; sys.stdout.buffer.write({book.encode()!r})")
    monkeypatch.setattr(legacy.shutil, "which", lambda name: prints if name == "antiword" else None)
    if read:
        assert legacy.read(OLD, "稿.doc").text.strip() == read
    else:
        with pytest.raises(NotReadable, match="请安装 LibreOffice"):
            legacy.read(OLD, "稿.doc")


# What is broken

SMALL = "青禾县方案\n" + RULED + "\n附件\n序号 | 任务 | 牵头单位\n1 | 建水厂 | 县水务局"
SEEDS = {form: make(SMALL) for form, make in FORMATS.items()}
READERS = {form: reader_of(f".{form}") for form in SEEDS if form != "zip"}


def outcome(form: str, data: bytes) -> Reading | str:
    """What is read, or the sentence that refuses it."""
    try:
        return READERS[form](data, f"稿.{form}")
    except NotReadable as refusal:
        return str(refusal)


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with some bytes changed, dropped, doubled or cut off."""
    changes = random.Random(draw(st.integers(0, 2**32)))
    made = bytearray(data)
    for _ in range(changes.randint(1, 6)):
        at, size = changes.randrange(len(made) + 1), changes.choice((1, 1, 1, 4, 40))
        piece = changes.choice(
            (b"", changes.randbytes(size), bytes(made[at : at + size]) * 2, b"<a", b'"', b"\xff" * 4)
        )
        made[at : at + size] = piece
    return bytes(made[: changes.randrange(len(made) + 1)] if changes.random() < 0.1 else made)


@pytest.mark.parametrize("form", READERS)
@given(choices=st.data())
@settings(max_examples=60, deadline=10_000, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_file_is_read_or_refused(form: str, choices: st.DataObject) -> None:
    read = outcome(form, choices.draw(broken(SEEDS[form])))
    if isinstance(read, str):
        assert "请" in read
    else:
        assert list(read.pages) == sorted(read.pages)


PARTS = (
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:t>甲</w:t>",
)


@given(
    st.lists(
        st.sampled_from([*PARTS, cell("乙", "<w:vMerge/>"), numbered("丙", 1), "<w:ins>", "</w:ins>"]),
        max_size=40,
    )
)
@settings(max_examples=100, deadline=10_000)
def test_elements_may_stand_anywhere(parts: list[str]) -> None:
    read = outcome("docx", word("".join(parts), numbering=NUMBERING))
    assert not isinstance(read, str) or "已损坏" in read


def test_a_line_of_ten_megabytes_is_read_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "长.docx"
    path.write_bytes(as_docx("长" * 4_000_000))
    assert len(load(path).text) == 4_000_001
