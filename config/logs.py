"""Ordinary logs say where an error came from, never its words: those may quote the record."""

import copy
import logging
import traceback

from pythonjsonlogger.json import JsonFormatter


def _without_words(exc_info) -> str:
    """Of an exception its kind and the lines of code that led there."""
    kind, _, trace = exc_info
    return "".join([*traceback.format_tb(trace), kind.__name__])


class RedactingFormatter(logging.Formatter):
    """Lines to read."""

    def format(self, record: logging.LogRecord) -> str:
        ours = copy.copy(record)
        ours.exc_text = None  # what another handler made of it
        return super().format(ours)

    def formatException(self, exc_info) -> str:
        return _without_words(exc_info)


class DiscreetJSON(JsonFormatter):
    """One JSON object a line, for machines that collect logs (LOG_FORMAT=json)."""

    def __init__(self):
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        )

    def format(self, record: logging.LogRecord) -> str:
        ours = copy.copy(record)
        ours.exc_text = None
        ours.__dict__.pop("request", None)  # its text may quote the record
        return super().format(ours)

    def formatException(self, exc_info) -> str:
        return _without_words(exc_info)
