"""Entering facts by page: the kinds of fact (kinds), their forms, and a preview of the result."""
