"""Mappings that come with the project, by name."""

from pathlib import Path

READY = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.toml"))}
