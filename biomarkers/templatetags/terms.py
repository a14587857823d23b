"""A term of the glossary on a page: a link to its place there, and a tip where there is script."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from biomarkers.wording.glossary import BY_CODE

register = template.Library()


@register.simple_tag
def term(code: str, words: str = "") -> SafeString:
    """In the words of the page, or else its own. Raises KeyError for what is no term."""
    found = BY_CODE[code]
    return format_html(
        '<a class="term" href="{}#{}" data-meaning="{}" data-all="{}">{}</a>',
        reverse("terms"),
        code,
        capfirst(str(found.meaning)),
        _("All terms"),
        words or found.words,
    )
