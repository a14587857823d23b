"""From what a column means to the rule of a mapping that reads it."""

from typing import Any

from biomarkers.exchange.records.columns import FILES

from .cells import WAYS, NotMapped
from .meanings import ACCESSION, BY_CODE, FULL_NAME
from .proposed import COUNTED, UNDECIDED, Proposed
from .vocabulary import side_of

COLLECTED_ON, READ_ON = "biopsies.csv collected_on", "her2_readings.csv read_on"
ISH_STATES = ("pending", "failed", "not_done")  # of a column of ISH results: why there is none
_NO_WORDS = ("read_on", "pathologist")
_FILES = {file.name: file for file in FILES}
_Meant = dict[str, Proposed]  # by the code of the meaning


def cells_of(file: str, meant: _Meant) -> dict[str, Any]:
    """By column of the file, what the columns of the table that mean it say."""
    cells: dict[str, Any] = {}
    for code, column in meant.items():
        meaning = BY_CODE[code]
        if meaning.file != file or code == FULL_NAME:
            continue
        cells[meaning.column] = cell_of(column)
        if meaning.column == "ish_result" and (states := _ish_states(column)):
            cells["ish_status"] = {"from": column.source, "words": states}
    return cells


def cell_of(column: Proposed) -> dict[str, Any]:
    meaning = column.of
    assert meaning is not None
    words = {word: "" if code in ISH_STATES else code for word, code in decided(column).items()}
    cell: dict[str, Any] = {"from": column.source}
    if column.order in COUNTED:
        cell["as"] = column.order
    elif meaning.way:
        cell["as"] = meaning.way
        if meaning.way == "date":
            cell["order"] = column.rule.days.order
        if column.years.isdigit():
            cell["years_from"] = int(column.years)
        if column.decimal != "point":
            cell["decimal"] = column.decimal
    elif words and not meaning.is_words:
        cell["as"] = "text"
    if words or meaning.is_words:
        cell["words"] = words
    return cell


def decided(column: Proposed) -> dict[str, str]:
    return {word: code for word, code in column.words.items() if code != UNDECIDED}


def _ish_states(column: Proposed) -> dict[str, str]:
    """Every word of a column of ISH results; those say why there is no result that are a state."""
    words = decided(column)
    if not set(words.values()) & set(ISH_STATES):
        return {}
    return {word: code if code in ISH_STATES else "" for word, code in words.items()}


def accession_of(meant: _Meant) -> Any:
    """Without a column for it, each patient has one specimen."""
    return cell_of(meant[ACCESSION]) if ACCESSION in meant else {"value": "specimen"}


def side_beside(meant: _Meant) -> dict[str, Any]:
    """The side that a site names, “Breast, Left”, where no column of its own does."""
    site = meant.get("biopsies.csv site")
    sides = {word: side_of(word) for word in site.words} if site else {}
    if site is None or not any(sides.values()):
        return {}
    return {"laterality": {"from": site.source, "words": sides}}


def read_on_of(meant: _Meant, collected_on: dict[str, Any]) -> dict[str, Any]:
    """The day of the report, else the day of the specimen."""
    if READ_ON in meant:
        return {**cell_of(meant[READ_ON]), "otherwise": "collected_on"}
    return collected_on


def said_beside(file: str, meant: _Meant, day: str) -> dict[str, Any]:
    """What the cells of a column say besides, of columns that have none of their own; and the words
    of HER2 as they stand."""
    found: dict[str, Any] = {}
    for code, column in meant.items():
        for target, way in BY_CODE[code].also if BY_CODE[code].file == file else ():
            has_its_own = f"{file} {target}" in meant
            if target in _FILES[file].by_name and not has_its_own and _says(column, way):
                found[target] = _besides(column, way, day)
    if file == "her2_readings.csv":
        found |= _reported(meant)
        of_file = [(BY_CODE[code], column) for code, column in meant.items()]
        words = [c.source for m, c in of_file if m.file == file and m.column not in _NO_WORDS]
        found["as_written"] = {"from": words, "as": "as_written"}
    return found


def _reported(meant: _Meant) -> dict[str, Any]:
    """“HER2-Low (1+)” of the score goes before a “Negative” elsewhere; its other words behind."""
    scores, own = (meant.get(f"her2_readings.csv {name}") for name in ("ihc_score", "reported_as"))
    if scores is None:
        return {}
    rules = [_besides(scores, "her2_low", "")] if _says(scores, "her2_low") else []
    if own is not None:
        rules += [cell_of(own)]
    elif _says(scores, "her2_word"):
        rules += [_besides(scores, "her2_word", "")]
    return {"reported_as": rules} if rules else {}


def _besides(column: Proposed, way: str, day: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"from": column.source, "as": way}
    if way == "zero_staining":
        return {**cell, "read_on": day}
    if words := [word for word in decided(column) if not _is_read(column, word, way)]:
        cell["words"] = dict.fromkeys(words, "")
    return cell


def _says(column: Proposed, way: str) -> bool:
    """Whether one of its cells says something in this way."""
    return way not in WAYS or any(_said(column, cell, way) for cell in column.counts)


def _said(column: Proposed, cell: str, way: str) -> str:
    return WAYS[way](cell, column.rule) if _is_read(column, cell, way) else ""


def _is_read(column: Proposed, cell: str, way: str) -> bool:
    try:
        WAYS[way](cell, column.rule)
    except NotMapped:
        return False
    return True


def copies_beside(meant: _Meant) -> dict[str, Any]:
    """Of “2 (CN 4.8)”; where copies have a column as well, the two must agree."""
    ratio = meant.get("her2_readings.csv ish_ratio")
    if ratio is None or not _says(ratio, "copies_beside"):
        return {}
    return {**cell_of(ratio), "as": "copies_beside"}
