"""Words for entries of the audit trail."""

from django import template

from patients.audit import reading

register = template.Library()
register.filter(reading.before_and_after)


@register.filter
def page_words(event) -> str:
    """Which page was opened, as its address is called."""
    return (event.additional_data or {}).get("page", "").replace("_", " ")
