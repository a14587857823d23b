"""Invented patients by the thousand, to see how the product behaves when a clinic is large."""
