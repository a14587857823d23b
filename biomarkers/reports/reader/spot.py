"""Where a result stands, as far as one sentence and those above it say."""

from dataclasses import dataclass

from .earlier import Earlier


@dataclass(frozen=True)
class Spot:
    """Where a result stands: the part and tumor above it, and whether a heading has come since."""

    part: str = ""
    is_named: bool = False  # the part is named for this result, and not only stands above it
    region: int = -1
    heading: str = ""  # block or report: a heading of results stands between the part and this
    tumor: str = ""
    in_situ: bool = False
    earlier: Earlier | None = None
    in_conflict: bool = False  # the sentence names another place than the one that it stands in


def spot_at(spots: list[tuple[int, Spot]], at: int) -> Spot:
    return [spot for start, spot in spots if start <= at][-1]
