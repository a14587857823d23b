"""The layout of a report rewritten by rule, so that its truth stays the same.

Each takes the text and gives it back otherwise laid out; unchanged where the rule does not fit, as
where a table would lose its columns.
"""

import re
import textwrap
from collections.abc import Callable
from itertools import groupby

Rewrite = Callable[[str], str]

GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_BORDER = re.compile(r"(?<=\S) {3,}(?=\S)|[\t|]|\.{3,}|(?:\. ){3,}|_{3,}")
_MEASURED = (
    r"(?:\b(?:er|pr|pgr|o?estrogen|progesterone|her-?2|ki-?\s?67|mib-?1|[fcds]?ish|ihc|ratio|cop(?:y|ies)"
    r"|percent(?:age)?|status|score|result|interpretation|intensity|nuclei|cells)\b|%)"
)
# “  - Estrogen receptor (SP1): positive, 90%”: one label, one value, nothing else on the line.
ITEM = re.compile(
    rf"^(?P<lead>[ ]*(?:[-*•+] )?)(?=[^:\n]{{0,60}}{_MEASURED}[^:\n]*:)"
    r"(?P<label>[A-Za-z%][^:|\t\n]{0,60}?)[ ]?:[ ]{1,2}(?=\S)(?P<value>[^:|\t\n]{1,80})$",
    re.IGNORECASE,
)
_PARAGRAPH = 60  # characters of a line that merely goes on
_PAGE = 20  # lines


def by_line(rewrite: Callable[[str], str]) -> Rewrite:
    return lambda text: "\n".join(rewrite(line) for line in text.split("\n"))


def items_with(sign: str) -> Rewrite:
    """The colon of an item line as another sign; a line of gaps is a row, and stays."""

    def rewritten(line: str) -> str:
        found = None if GAP.search(line) else ITEM.match(line)
        return f"{found['lead']}{found['label']}{sign}{found['value']}" if found else line

    return by_line(rewritten)


def _marked(line: str) -> str:
    found = ITEM.match(line)
    return f"{found['lead']}**{found['label']}:** {found['value']}" if found else line


def _before_items(sign: str) -> Rewrite:
    """A bullet before each item, or its number in its block."""

    def rewritten(text: str) -> str:
        lines, number = [], 0
        for line in text.split("\n"):
            found = ITEM.match(line)
            number = number + 1 if found else 0
            if found and not found["lead"].strip():
                at = len(found["lead"])
                line = f"{line[:at]}{sign.format(number)}{line[at:]}"
            lines.append(line)
        return "\n".join(lines)

    return rewritten


def _is_of_rows(line: str) -> bool:
    """A row by gaps, or a rule between two."""
    return bool(GAP.search(line)) or bool(re.fullmatch(r"[-=_ ]{4,}", line))


def tabs_for_gaps(text: str) -> str:
    """Only in a block whose lines have as many gaps: else the gaps tell the columns."""
    lines = []
    for _, block in groupby(text.split("\n"), key=_is_of_rows):
        rows = list(block)
        are_even = "|" not in "".join(rows) and len({len(GAP.findall(row)) for row in rows}) == 1
        lines += [GAP.sub("\t", row) for row in rows] if are_even else rows
    return "\n".join(lines)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"[\t|]", row.strip().strip("|"))]


def _is_rule(row: str) -> bool:
    return not row.strip(" |\t-=+:")


def gaps_for_borders(text: str) -> str:
    """Tables with tabs or pipes as aligned columns."""
    lines = []
    for is_row, block in groupby(
        text.split("\n"), key=lambda line: bool(re.search(r"[\t|]", line))
    ):
        rows = [row for row in block if not (is_row and _is_rule(row))]
        cells = [_cells(row) for row in rows] if is_row else []
        if not is_row or len({len(row) for row in cells}) != 1:
            lines += rows
            continue
        widths = [max(map(len, column)) + 4 for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("".join(padded).rstrip())
    return "\n".join(lines)


def pipes_for_gaps(text: str) -> str:
    """Rows of one even block of three or more in pipes, with a border before and behind."""
    lines = []
    for is_row, block in groupby(text.split("\n"), key=_is_of_rows):
        rows = list(block)
        are_even = (
            is_row
            and len(rows) > 2
            and "|" not in "".join(rows)
            and len({len(GAP.findall(row)) for row in rows}) == 1
        )
        lines += [f"| {GAP.sub(' | ', row.strip())} |" for row in rows] if are_even else rows
    return "\n".join(lines)


def _goes_on(line: str) -> bool:
    return len(line) >= _PARAGRAPH and not _BORDER.search(line)


def _starts_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•+>]\s|[A-Za-z0-9]{1,2}[.)]\s)", line)) or bool(
        ITEM.match(line)
    )


def wrapped_at(width: int) -> Rewrite:
    """Prose wrapped again: a line goes on only if it is a long one, and tables stay."""

    def rewritten(text: str) -> str:
        lines: list[str] = []
        held: list[str] = []
        for line in [*text.split("\n"), ""]:
            if held and (
                not _goes_on(held[-1])
                or not line.strip()
                or _starts_item(line)
                or _BORDER.search(line)
            ):
                lines += _filled(held, width)
                held = []
            if line.strip() and not _BORDER.search(line):
                held.append(line)
            else:
                lines.append(line)
        return "\n".join(lines[:-1])

    return rewritten


def _filled(held: list[str], width: int) -> list[str]:
    indent = held[0][: len(held[0]) - len(held[0].lstrip())]
    words = " ".join(line.strip() for line in held)
    return textwrap.wrap(
        words, width, initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def paged(text: str) -> str:
    """The foot of a page and the head of the next after each twenty lines. The head repeats the
    first line of the report, unless that says more than whose it is."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    head = "" if re.search(_MEASURED, first, re.IGNORECASE) or len(first) > 100 else first
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    said = []
    for number, page in enumerate(pages, 1):
        if number > 1:
            said += ["", f"Page {number - 1} of {len(pages)}", "", *filter(None, [head])]
            said += ["Patient: SAMPLE, PAT     DOB: 01/02/1960", ""]
        said += page
    return "\n".join(said)


def paged_in_one_line(text: str) -> str:
    """A running head with the number of the page after each twenty lines, without blank lines."""
    lines = text.split("\n")
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    for number, page in enumerate(pages[1:], 2):
        page.insert(0, f"SAMPLE, PAT     DOB 01/02/1960     Page {number}/{len(pages)}")
    return "\n".join(line for page in pages for line in page)


def joined_items(text: str) -> str:
    """Item lines right below each other as one line."""
    lines = []
    for is_item, block in groupby(
        text.split("\n"), key=lambda line: bool(ITEM.match(line)) and not GAP.search(line)
    ):
        rows = list(block)
        whole = [row.rstrip(" .;,") for row in rows]
        lines += (
            ["; ".join([whole[0], *(row.strip(" -*•+") for row in whole[1:])])] if is_item else rows
        )
    return "\n".join(lines)


def one_line(text: str) -> str:
    """All lines as one, as text is copied out of a form; only where no table is."""
    return text if _BORDER.search(text) else " ".join(text.split())


def _is_heading(line: str) -> bool:
    return bool(re.fullmatch(r"[A-Z](?:[A-Z&/()-]| (?! )){3,50}:?", line.strip()))


def headings_without_colon(text: str) -> str:
    return by_line(lambda line: line.rstrip(": ") if _is_heading(line) else line)(text)


def headings_with_colon(text: str) -> str:
    return by_line(lambda line: line.rstrip(": ") + ":" if _is_heading(line) else line)(text)


def headings_underlined(text: str) -> str:
    under = by_line(
        lambda line: f"{line}\n{'-' * len(line.rstrip())}" if _is_heading(line) else line
    )
    return under(text)


def headings_marked(text: str) -> str:
    return by_line(lambda line: f"## {line.strip()}" if _is_heading(line) else line)(text)


OF_LAYOUT: dict[str, Rewrite] = {
    "lower case": str.lower,
    "upper case": str.upper,
    "a blank line after each": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "tabs for gaps": tabs_for_gaps,
    "gaps for borders": gaps_for_borders,
    "pipes for gaps": pipes_for_gaps,
    "indented": by_line(lambda line: "    " + line),
    "not indented": by_line(str.lstrip),
    "blanks at line ends": by_line(lambda line: line + "   "),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "quoted": by_line(lambda line: f"> {line}"),
    "HTML breaks": by_line(lambda line: f"{line}<br>"),
    "bullets": _before_items("- "),
    "round bullets": _before_items("• "),
    "numbers": _before_items("{}. "),
    "bold labels": by_line(_marked),
    "item: dash": items_with(" - "),
    "item: equals": items_with(" = "),
    "item: leader": items_with(" ........ "),
    "item: pipe": items_with(" | "),
    "item: gap": items_with("        "),
    "item: blank": items_with(" "),
    "item: next line": items_with(":\n"),
    "item: next line, no colon": items_with("\n"),
    "item: next line, indented": items_with(":\n    "),
    "item: after a blank line": items_with(":\n\n"),
    "items in one line": joined_items,
    "all in one line": one_line,
    "wrapped at 50": wrapped_at(50),
    "wrapped at 70": wrapped_at(70),
    "wrapped at 100": wrapped_at(100),
    "paged": paged,
    "paged, one line": paged_in_one_line,
    "headings without colon": headings_without_colon,
    "headings with colon": headings_with_colon,
    "headings underlined": headings_underlined,
    "headings marked": headings_marked,
}
