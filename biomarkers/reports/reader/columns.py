"""Tables by columns: what the head of one names, and which cell stands where."""

import re
from dataclasses import dataclass

from .anatomy import SITE
from .column_heads import are_of_items, are_remarks, describe_rows, heads_result, says_value
from .earlier import QUOTED
from .items import CEP17, ER, HER2, IHC, ISH, KI67, PR
from .pattern import compiled, pattern
from .rows import Cell, Row
from .stages import are_stages

_OF_MARKER = pattern(
    ER,
    PR,
    KI67,
    IHC,
    ISH,
    HER2,
    CEP17,
    "status|receptors?|by|score|result|%|cop(?:y|ies)|number|cell|ratio|mib~1|index"
    "|complete|intense|staining|cells?",
)
_MARKER = re.compile(
    rf"(?:mean |average )?(?:{pattern(ER, PR, KI67, HER2, CEP17, ISH)})"
    rf"(?:[\s:/(,-]{{0,3}}{_OF_MARKER}[)]?){{0,3}}|ratio",
    re.IGNORECASE,
)
_PLACE = compiled(
    r"(?:part|spec(?:imen)?|tumou?r|lesion|mass|focus|block|biopsy|core|sample)\s{0,2}#?\s{0,2}"
    r"(?:[A-H]\d{0,2}|[RL]\d|\d|I{1,3})\b[^|]{0,40}",
    r"[A-H](?:\s{0,2}[(:,-]|\s{2,4}[A-Za-z])[^|]{0,40}",
    r"\(?(?:[A-H]|\d{1,2})\s{0,2}[.)]\s{0,2}[A-Za-z][^|]{0,40}",
    r"(?:left|right|lt|rt|[lr](?=\.?\s{1,2}breast))\b[^|]{0,40}",
    r"(?:[1-9]|1[0-2])(?::[03]0\b|\s?o'?\s?clock\b)[^|]{0,40}",  # of the breast
    r"(?:breast|lymph node|axilla|primary|metasta\w{3,4}|liver|node)\b[^|]{0,40}",
    r"(?:pre|post)[\s-]?(?:treatment|therapy|chemo\w{0,8}|neoadjuvant|nact?|operative|op|surgery)\b[^|]{0,40}",
    r"(?:before|after|baseline|diagnostic|residual|resection|excision|mastectomy|lumpectomy|recurren\w{2,3})\b[^|]{0,40}",
    r"(?:amended|corrected|revised)\b[^|]{0,40}",
    r"(?:invasive|in~situ|dcis)(?: (?:ductal |lobular )?(?:carcinoma|component|tumou?r))?",
    r"(?:(?:19|20)\d\d) (?:\w{2,12} ){0,2}(?:biopsy|core|lumpectomy|mastectomy|excision|resection"
    r"|primary|tumou?r|specimen|surgery|wle)\b[^|]{0,24}",
    r"(?:current|this|present|prior|previous|earlier|outside|original|initial)\b[^|]{0,40}",
)
_DAY = compiled(r"(?:(?:\d{1,2}[/.-]){0,2}(?:19|20)\d\d|[a-z]{3,9} (?:19|20)\d\d|now|today)")
_LONGEST_HEAD = 50  # characters: “2022 chest wall (S22-901)”
_NUMBERED = compiled(
    r"(?:part|spec(?:imen)?|tumou?r|lesion|mass|focus|nodule|core)\s{0,2}#?\s{0,2}(?:[A-H]|[RL]\d|\d|I{1,3})\b"
)
_KEY = re.compile(r"\(?([A-H])\d{0,2}\)?|\(?(\d)\)|#(\d)|\(?(I{1,3}|IV|V)\)?")
_OF_KEYS = compiled(r"(?:(?:part|specimen|block|sample|cassette)s?|#)(?: ?(?:no\.?|#|id))?:?")
# “S24-1120”, “S24-1120, block A6”
_OF_NUMBER = re.compile(rf"{QUOTED.pattern}(?:\s{{0,2}}[,(:]\s{{0,2}}[^|\d]{{0,24}}\w{{0,3}}\)?)?")
_OF_PARTS = compiled(r"(?:tumou?r|lesion|focus|site|biopsy|core|location|side)s?")
_OBSERVED = compiled(
    r"(?:(?:first|second|1st|2nd)\s)?(?:observer|reader|count(?:er)?|technologist|scientist|scorer)"
    r"(?:\s?(?:\d|one|two|[ab]))?(?:\s?\([^()]{1,20}\))?|total|combined|overall|mean|average"
)
_GENES = compiled("genes?(?: names?)?")
_FIRST = compiled(
    _GENES.pattern,
    r"(?:(?:ihc|immuno\w{5,20}|tumou?r|prognostic) )?(?:bio)?markers?",
    "tests?(?: name)?|analytes?|antibod(?:y|ies)|stains?|assays?|components?",
    "receptors?|parameters?|proteins?|prognostic markers?|study|item|name|biomarkers? tested",
    "(?:prognostic |predictive )*factors?",
)


def is_marker(text: str, cell: Cell) -> bool:
    return bool(_MARKER.fullmatch(text[cell.start : cell.end]))


def is_place(text: str, cell: Cell) -> bool:
    """A part, a site or a specimen by its number."""
    words = text[cell.start : cell.end]
    if _PLACE.fullmatch(words) or SITE.match(words) or _OF_NUMBER.fullmatch(words):
        return True
    return bool(QUOTED.search(words) and len(words) < _LONGEST_HEAD and SITE.search(words))


def names_specimen(text: str, cell: Cell) -> bool:
    """A place, a day, or what has the number of a specimen: “05/2018 (S18-221)”."""
    if is_place(text, cell) or _DAY.fullmatch(text, cell.start, cell.end):
        return True
    is_short = cell.end - cell.start < _LONGEST_HEAD
    return is_short and bool(QUOTED.search(text, cell.start, cell.end))


def is_number(text: str, cell: Cell) -> bool:
    """The number of a specimen."""
    return bool(QUOTED.fullmatch(text, cell.start, cell.end))


def is_first(text: str, cell: Cell) -> bool:
    """“Marker”, “Test”, …: the head of the column that names the rows."""
    return bool(_FIRST.fullmatch(text[cell.start : cell.end].strip(" :")))


def is_corner(text: str, cell: Cell) -> bool:
    """“Part”, “Specimen”, “Marker”: what stands before the specimens of a head."""
    words = text[cell.start : cell.end].strip(" :")
    return bool(_FIRST.fullmatch(words) or _OF_KEYS.fullmatch(words) or _OF_PARTS.fullmatch(words))


def kind_of(text: str, row: Row) -> str:
    """markers, places or items, if the row is the head of a table."""
    cells = row.cells
    if len(cells) < 2:
        return ""
    if markers := _of_specimens(text, cells):
        return "markers" if markers > 1 else ""
    named = cells if is_marker(text, cells[0]) else cells[1:]
    if len(named) > 1 and all(is_marker(text, cell) for cell in named):
        return "" if _is_one_marker(text, named) else "markers"
    if are_of_items(text, cells[1:] if is_first(text, cells[0]) else cells):
        return "items"
    if any(says_value(text, cell) for cell in cells):
        return ""
    if len(cells) > 2 and all(_NUMBERED.match(text, c.start, c.end) for c in cells[1:]):
        return "places"  # “Three invasive foci: | Focus A | Focus B”
    if all(_OBSERVED.fullmatch(text, c.start, c.end) for c in cells):
        return "items"  # “Observer 1 | Observer 2 | Total”
    if is_first(text, cells[0]):
        is_of_genes = _GENES.fullmatch(text, cells[0].start, cells[0].end)
        return "places" if are_places(text, cells[1:]) else "" if is_of_genes else "items"
    if any(is_first(text, cell) for cell in cells[1:]) and not any(
        is_place(text, cell) for cell in cells
    ):
        return "items"
    return "places" if are_places(text, cells) else ""


def _of_specimens(text: str, cells: tuple[Cell, ...]) -> int:
    """“Specimen | Date | ER | PR | Comment”: how many markers stand between what tells the rows
    apart and what is said besides."""
    places = [at for at, cell in enumerate(cells) if is_marker(text, cell)]
    if not places or not places[0] or places[-1] - places[0] >= len(places):
        return 0
    before, after = cells[: places[0]], cells[places[-1] + 1 :]
    described = describe_rows(text, before) and are_remarks(text, after)
    return len(places) if described and (len(before) > 1 or after) else 0


def are_places(text: str, cells: tuple[Cell, ...]) -> bool:
    if [text[cell.end - 1] for cell in cells].count(":") == 1 and text[cells[0].end - 1] == ":":
        return False  # “Previous case: | S21-7719”, an item with its value
    keys = cells[1:] if heads_keys(text, cells[0]) else cells  # “Block | A1 | B1”
    are_named = all(is_place(text, cell) for cell in cells)
    return are_named or are_keys(text, keys) or are_stages(text, cells)


def are_keys(text: str, cells: tuple[Cell, ...]) -> bool:
    """“A | B”, “A1 | B1 | C2”: letters of parts, each another one, or blocks alone."""
    keys = [_KEY.fullmatch(text, cell.start, cell.end) for cell in cells]
    named = {key[key.lastindex or 0] for key in keys if key}
    are_blocks = all(key and key[0][-1].isdigit() and key[0][0].isalpha() for key in keys)
    named = {key[0] for key in keys if key} if are_blocks else named
    return len(keys) > 1 and len(named) == len(keys)


def heads_keys(text: str, cell: Cell) -> bool:
    """“Block”, “Part”: the head of the column left of such letters."""
    return bool(_OF_KEYS.fullmatch(text, cell.start, cell.end))


def _is_one_marker(text: str, cells: tuple[Cell, ...]) -> bool:
    """“ER | Estrogen receptor” is one marker, twice."""
    words = [text[cell.start : cell.end] for cell in cells]
    return len(words) == 2 and all(re.match(r"o?e", word, re.IGNORECASE) for word in words)


@dataclass(frozen=True)
class Column:
    """The head of a column, and of every row its title and what stands under the head."""

    head: Cell
    cells: tuple[tuple[Cell | None, Cell | None], ...]


def columns_of(text: str, table: list[Row]) -> list[Column]:
    """Where the head begins with a marker, a row has a title only if it has a cell more."""
    heads = table[0].cells
    by_gaps = any(row.by_gaps for row in table)
    rows = [_titled(text, heads, row, by_gaps) for row in table[1:]]
    return [
        Column(
            head,
            tuple((title, _under(text, heads, number, row, title, by_gaps)) for row, title in rows),
        )
        for number, head in enumerate(heads)
    ]


def _titled(text: str, heads: tuple[Cell, ...], row: Row, by_gaps: bool) -> tuple[Row, Cell | None]:
    title = _title(text, heads, row, by_gaps)
    is_full = len(row.cells) == len(heads) and is_marker(text, heads[0])
    if is_full and title is not None and says_value(text, title):
        return row, None
    return row, title


def _title(text: str, heads: tuple[Cell, ...], row: Row, by_gaps: bool) -> Cell | None:
    first = row.cells[0]
    if is_first(text, heads[0]):  # titles can be indented below the name of their column
        is_below = _nearest(heads, first) == 0 if by_gaps else first.number <= heads[0].number
        return first if is_below else None
    if by_gaps:
        is_below = first.offset == heads[0].offset and len(row.cells) == len(heads)
        if is_below and (all(is_place(text, head) for head in heads) or are_keys(text, heads)):
            return None  # “strong, 95% | weak, 10%”, the rest of the cells above
        return first if first.offset <= heads[0].offset else None
    return first if first.number < heads[0].number or not heads[0].number else None


def _under(
    text: str,
    heads: tuple[Cell, ...],
    number: int,
    row: Row,
    title: Cell | None,
    by_gaps: bool,
) -> Cell | None:
    """What stands under a head. A row with a cell for each head is read in order, wherever a
    proportional font put it; with one more for its title too, if the head of titles is empty."""
    is_lost = not (by_gaps and is_first(text, heads[0]))
    if title is not None and is_lost and len(row.cells) == len(heads) + 1:
        return row.cells[number + 1]
    is_untitled = is_marker(text, heads[0]) or is_place(text, heads[0])
    has_head = not (is_untitled or heads_result(text, heads[0]))
    is_full = by_gaps and len(row.cells) == len(heads)
    if is_full and (title is None or has_head):
        return row.cells[number]
    return _below(heads, number, row, title, by_gaps)


def _below(
    heads: tuple[Cell, ...], number: int, row: Row, title: Cell | None, by_gaps: bool
) -> Cell | None:
    """What stands under a head: the cell with its number; where gaps tell the columns, from the
    first to the last cell that is nearest to it."""
    if not by_gaps:
        return next((cell for cell in row.cells if cell.number == heads[number].number), None)
    named = [cell for cell in row.cells if cell is not title or cell.offset == heads[0].offset]
    near = [cell for cell in named if number == _nearest(heads, cell)]
    if not near:
        return None
    return Cell(near[0].start, near[-1].end, near[0].number, near[0].offset)


def _nearest(heads: tuple[Cell, ...], cell: Cell) -> int:
    """The number of the head that the cell begins nearest to."""
    return min(range(len(heads)), key=lambda at: abs(heads[at].offset - cell.offset))
