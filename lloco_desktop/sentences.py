"""Sentences that are made where no window is, said in the language that the window speaks.

Below the window nothing knows Qt, yet what is said there (why a file failed, what was kept, what a job is
doing) is shown to people. Such a sentence is written as an English template, which the table of
translations is made from, and is said when it is needed:

    raise DocumentUnreadable(say("{name} is gone. The other files go on.", name=path.name))

The window gives its language with `speak`. Without one, on the command line, in child processes and in most
tests, sentences are English. A child process sends what it met back as data, never as a sentence, so that
the parent says it.

A sentence that was written down (why a job failed, the note under an answer) stays in the language of the
moment when it was said, as a letter does: it is a record, and the values in it may be gone.

Never said: what a model reads (prompts, teaching material), logs, and the help of the command line.
"""

from __future__ import annotations

from collections.abc import Callable

Translator = Callable[[str, int | None], str]  # a template, and for plurals the number: the template to use

_translator: Translator | None = None


def speak(translator: Translator | None) -> None:
    """Say everything from now on through a translator; None is English."""
    global _translator  # one process speaks one language
    _translator = translator


def say(template: str, /, **values: object) -> str:
    """A sentence in the language in use. The template is a literal, or was marked by `to_say`."""
    translator = _translator
    return (template if translator is None else translator(template, None)).format(**values)


def say_n(number: int, one: str, many: str, /, **values: object) -> str:
    """A sentence about a number, which stands in both templates as `{n}`.

    Translators see `many` and give as many forms as their language has.
    """
    translator = _translator
    template = (one if number == 1 else many) if translator is None else translator(many, number)
    return template.format(n=f"{number:,}", **values)


def to_say(template: str) -> str:
    """Mark a template that is kept in a table and said later."""
    return template
