from django import template

from biomarkers.patient_list import step_words

register = template.Library()
register.filter("step_words", step_words)
