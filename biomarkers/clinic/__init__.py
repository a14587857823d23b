"""The patients of a clinic, as lists."""
