from django import template

from biomarkers.reports.fields import label_of, words_of

register = template.Library()
register.filter("label_of", label_of)
register.filter("words_of", words_of)
