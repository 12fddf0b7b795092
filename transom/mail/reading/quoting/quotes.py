"""Where a text repeats older mail."""

import re
from collections.abc import Sequence

from transom.mail.reading.quoting.attributions import Attribution, find_attributions
from transom.mail.reading.quoting.header_blocks import introduced_block, is_forward_marker
from transom.mail.reading.quoting.lines import Line, Span, next_written

# What some people have their program put before quoted lines instead of `>`: a bracket, or somebody's initials.
RARE_MARK = re.compile(r"(?:[|):#}%]|[A-Za-z]{1,3}>) ")
PROMPTS = (">>>", "...")  # a Python session that a customer pasted, not three levels of quoting


def quoted_spans(lines: Sequence[Line]) -> list[Span]:
    """The spans that repeat older mail, in order, each with the lines that introduce it.

    Below an introduction, lines with `>` are the quote and the rest is the writer's. Where there is no `>` below a sure
    introduction, all the rest of the text is the older mail if something was written above; if nothing was, the answer
    must be in there somewhere, and only the introduction itself is given. A forwarded mail is no repetition but the
    matter itself: nothing from its marker on is given.
    """
    attributions = find_attributions(lines)
    spans = []
    index = 0
    written = False
    while (index := next_written(lines, index)) < len(lines):
        if is_forward_marker(lines[index].text.lstrip("> ")):
            break
        if lines[index].is_quoted:
            end = _quoted_run_end(lines, index)
            if _repeats_mail(lines[index:end]):
                spans.append(Span(index, end))
            else:
                written = True
            index = end
        elif introduction := attributions.get(index) or _block_introduction(lines, index):
            span = _introduced(lines, introduction, written)
            if span:
                spans.append(span)
            index = span.end if span else introduction.end
        else:
            written = True
            index += 1
    return spans


def _block_introduction(lines: Sequence[Line], index: int) -> Attribution | None:
    block = introduced_block(lines, index)
    return Attribution(block.first, block.end, sure=True) if block else None


def _introduced(lines: Sequence[Line], introduction: Attribution, written: bool) -> Span | None:
    below = next_written(lines, introduction.end)
    if below < len(lines) and lines[below].is_quoted:
        return Span(introduction.first, _quoted_run_end(lines, below))
    if introduction.sure and below < len(lines) and (mark := RARE_MARK.match(lines[below].text)):
        return Span(introduction.first, _marked_run_end(lines, below, mark.group()))
    if not introduction.sure:
        return None
    return Span(introduction.first, len(lines) if written else introduction.end)


def _quoted_run_end(lines: Sequence[Line], first: int) -> int:
    """The line after the last one with `>`; blank lines between two of them belong to the run."""
    end = index = first
    while index < len(lines) and lines[index].is_quoted:
        end = index + 1
        index = next_written(lines, end)
    return end


def _marked_run_end(lines: Sequence[Line], first: int, mark: str) -> int:
    end = index = first
    while index < len(lines) and (lines[index].text.startswith(mark) or lines[index].text == mark.strip()):
        end = index + 1
        index = next_written(lines, end)
    return end


def _repeats_mail(run: Sequence[Line]) -> bool:
    """Not where a lone `>` closes pasted markup, nor where every line is a prompt or `>> like this <<`."""
    texts = [line.text for line in run if line.text and not line.text.endswith("<<")]
    return any(text.strip("> ") for text in texts) and not all(text.startswith(PROMPTS) for text in texts)
