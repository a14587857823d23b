"""What is being spoken of while a report is read, sentence after sentence."""

from dataclasses import dataclass

MARKERS = {"er": ("er",), "pr": ("pr",), "erpr": ("er", "pr"), "ki67": ("ki67",), "her2": ("her2",)}


@dataclass
class Context:
    """`markers` whose results follow; `by_ish` by which method; `item` what a bare number is;
    `suspended`: another label stood between, so that a bare value may be its."""

    markers: tuple[str, ...] = ()
    by_ish: bool = False
    ihc_is_named: bool = False
    item: str = ""
    suspended: bool = False
    her2_is_named: bool = False  # anywhere before, so that ISH alone is about it
    sequencing: bool = False  # the report is one of DNA: an amplification is no ISH result
    expected: str = ""  # ratio or copies: an item of ISH whose number is on the next line
    counted: str = ""  # the column of the last number of ISH, for the line of another part
    gene: str = ""  # whose copies they are
    ratio_is_described: bool = False  # a bare number after ISH is the ratio that is told elsewhere

    def turn_to(self, markers: tuple[str, ...]) -> None:
        self.markers, self.item, self.suspended = markers, "", False
        if "her2" in markers:
            self.her2_is_named = True

    def forget(self) -> None:
        self.markers, self.item = (), ""
