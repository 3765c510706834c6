"""The line with editing, completion and history; loaded for a terminal alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText

from commands.chat.history import history
from qa.completion import Candidate

Complete = Callable[[str], Iterable[Candidate]]


class _Completer(Completer):
    def __init__(self, complete: Complete) -> None:
        self._complete = complete

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        for found in self._complete(document.text_before_cursor):
            yield Completion(found.text, -found.replaces)


def aside(text: str) -> None:
    print_formatted_text(FormattedText([("ansibrightblack", text)]))


def lines(prompt: str, complete: Complete, *, keep: bool) -> Iterator[str]:
    """Lines until Ctrl-D; Ctrl-C drops the one that is being typed."""
    past, trouble = history(kept=keep)
    if trouble:
        aside(trouble)
    session: PromptSession[str] = PromptSession(
        history=past,
        completer=_Completer(complete),
        complete_while_typing=False,
        enable_history_search=True,
        reserve_space_for_menu=6,
    )
    while True:
        try:
            typed = session.prompt(prompt)
        except KeyboardInterrupt:
            aside("（这一行不要了；退出请按 Ctrl-D）")
            continue
        except EOFError:
            return
        yield from typed.splitlines()
