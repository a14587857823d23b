"""Ordinary logs say where an error came from, never its words: those may quote the record."""

import copy
import logging
import traceback


class Discreet(logging.Formatter):
    """As usual, but of an exception only its kind and the lines of code that led there."""

    def format(self, record: logging.LogRecord) -> str:
        ours = copy.copy(record)
        ours.exc_text = None  # what another handler made of it
        return super().format(ours)

    def formatException(self, exc_info) -> str:
        kind, _, trace = exc_info
        return "".join([*traceback.format_tb(trace), kind.__name__])
