"""Record folders to test with; where each is from stands in its README."""

from pathlib import Path

STORIES = Path(__file__).parent / "stories"
BOUNDARIES = Path(__file__).parent / "boundaries"
TCGA_FIFTY = Path(__file__).parent / "tcga-fifty"
TABLES = Path(__file__).parent / "tables"
CASES = Path(__file__).parent / "cases"
