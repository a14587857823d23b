"""What heads the columns of a table whose rows are markers, and which of them hold no results."""

import re

from .pattern import compiled
from .rows import Cell

NO_RESULT = compiled(
    "(?:average |staining )?intensity(?: of staining)?|clones?|antibod(?:y|ies)|vendor|source",
    "reference.{0,20}|(?:normal |favou?rable\\b.{0,20})?ranges?|.{0,24}\\branges?|cut-?\\s?offs?",
    "(?:internal |external )?controls?|allred(?: score)?|h[\\s-]?score|irs|date.{0,12}|block.{0,8}",
    "comments? on.{0,20}|interpretive.{0,20}|interpretation (?:guide|criteria|key|ranges?"
    "|scale).{0,12}|scoring.{0,20}|thresholds?.{0,20}|expected.{0,20}",
)
_RESULT = compiled(
    "(?:test |your |patient(?:'s)? )?(?:results?|values?)|status|interpretation|score",
    "(?:%|percent(?:age)?)(?: positive| pos)?(?: (?:cells|nuclei))?",
)
# “Favorable | Borderline | Unfavorable”, above the limits of each.
_GRADE = compiled(
    r"(?:(?:un)?favou?rable|border~line|(?:ab)?normal|low|intermediate|high|(?:low )?positive"
    r"|negative|equivocal)(?: (?:range|risk|if|limits?))?:?"
)
_LIMITS = (
    r"(?:[<>≤≥]|(?:less|more|greater|at) (?:than|least))[^|]{1,20}",
    r"\d{1,3}\s?%?\s?(?:-|to)\s?\d{1,3}\s?%?",
)
_LIMIT = compiled(*_LIMITS)
_LIMIT_OR_SCORE = compiled(
    *_LIMITS, r"[0-3]\s?\+?(?:\s?(?:,|/|or|-|to)\s?[0-3]\s?\+?)?|-{1,3}|n/?a|none"
)


_DESCRIBES = compiled(
    r"#|no\.?|nr\.?|site|location|part|specimen|block|dx|diagnosis|histology|type|grade|side|laterality"
    r"|procedure|size|date|tumou?r|lesion|focus|(?:#|no\.?)\s{1,4}(?:site|location|part|specimen)"
)
# The head of a column that tells of which specimen its row is.
_IDENTIFIES = compiled(
    r"(?:specimens?|samples?|sites?|tissues?|biops(?:y|ies)|tumou?rs?|lesions?|cases?|source|material|accession|part)"
    r"(?: (?:no\.?|number|id|type|site|source|#)|/(?:site|specimen|source))?"
)
_TELLS = re.compile(r"(?!.*%)[A-Za-z#.()/ -]{1,28}")
_REMARKS = compiled(
    "comments?|remarks?|notes?|lab(?:oratory)?|hospital|institution|reported by|source|method|other"
    "|(?:overall |final )?(?:result|interpretation)"
)

_PERCENT_HEAD = compiled(r"(?:%|percent(?:age)?|pct)(?: of)? ?(?:positive|pos|stained)\b.{0,20}")
_VALUE = compiled(r"\b(?:positive|negative|equivocal|amplified)\b", r"\d\s?\+|\d\s?%")


def describe_rows(text: str, cells: tuple[Cell, ...]) -> bool:
    """Whether the heads left of those of the markers tell what each row is of: “# | Site | Grade”,
    “Specimen | Accession | Collected”."""
    first = bool(_IDENTIFIES.fullmatch(text, cells[0].start, cells[0].end))
    rule = _TELLS if first else _DESCRIBES
    return all(rule.fullmatch(text, cell.start, cell.end) for cell in cells)


def are_remarks(text: str, cells: tuple[Cell, ...]) -> bool:
    """The heads right of those of the markers: “Comment”."""
    return all(_REMARKS.fullmatch(text, cell.start, cell.end) for cell in cells)


def says_value(text: str, cell: Cell) -> bool:
    """But for “% positive” as the head of a column."""
    is_head = _PERCENT_HEAD.fullmatch(text, cell.start, cell.end)
    return not is_head and bool(_VALUE.search(text, cell.start, cell.end))


def heads_result(text: str, cell: Cell) -> bool:
    return bool(_RESULT.fullmatch(text, cell.start, cell.end))


def are_of_items(text: str, cells: tuple[Cell, ...]) -> bool:
    """“Result | Value | Favorable | Unfavorable”, where the names of the rows have no head; of
    “Result | Positive” the second is no head."""
    graded = [c for c in cells if _GRADE.fullmatch(text, c.start, c.end)]
    others = [c for c in cells if c not in graded and not heads_result(text, c)]
    named = all(NO_RESULT.fullmatch(text, c.start, c.end) for c in others)
    return named and heads_result(text, cells[0]) and (len(graded) > 1 or bool(others))


def of_limits(text: str, columns: list[tuple[Cell, list[Cell]]]) -> set[Cell]:
    """The cells of the columns that a result heads and that hold its limits, and nothing else;
    each column is its head with what stands below."""
    graded = [
        cells
        for head, cells in columns
        if _GRADE.fullmatch(text, head.start, head.end)
        and all(_LIMIT_OR_SCORE.fullmatch(text, c.start, c.end) for c in cells)
    ]
    below = {cell for cells in graded for cell in cells}
    limits = [cell for cell in below if _LIMIT.fullmatch(text, cell.start, cell.end)]
    return below if len(graded) > 1 and limits else set()
