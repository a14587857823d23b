"""What a report says of one gene, with its place in the readable text."""

from dataclasses import dataclass

from .earlier import Earlier


@dataclass(frozen=True)
class GeneFinding:
    """One gene; without a result `unclear` says why. Offsets as given to `GeneReading.read`."""

    gene: str
    gene_at: tuple[int, int]
    result: str
    result_at: tuple[int, int]
    alteration: str = ""
    alteration_at: tuple[int, int] = (0, 0)
    origin: str = ""
    material: str = ""
    unclear: str = ""
    earlier: Earlier | None = None  # the specimen that it is quoted from
