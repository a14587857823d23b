"""Codes and results in words: one table a code list (codes), sentences, requests to the
laboratory."""
