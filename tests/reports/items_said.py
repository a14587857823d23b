"""Sentences that say one item of a report: what a pathologist would dictate of it.

Of ER and PR with a word and a percent; of HER2 with a word and a score; of ER and PR with one of
the two; of Ki-67.
"""

PROSE = {
    "is … in": (
        "{name} is {word} in {number} of tumor cells.",
        "HER2 is {word} by immunohistochemistry, with a score of {score}.",
        "{name} is {one}.",
        "The {name} index is {number}.",
    ),
    "… of the nuclei": (
        "{number} of the tumor nuclei stain for {name} ({word}).",
        "HER2 immunohistochemistry was scored {score} ({word}).",
        "{name}: {one}.",
        "{name} marks {number} of the nuclei.",
    ),
    "cells are … for": (
        "The tumor cells are {word} for {name} ({number}).",
        "The tumor cells are {word} for HER2 ({score}).",
        "Staining for {name}: {one}.",
        "The proliferation index by {name} is {number}.",
    ),
    "expression": (
        "Nuclear expression of {name} was seen in {number} of the cells, interpreted as {word}.",
        "Membrane staining for HER2 corresponds to a score of {score}, i.e. {word}.",
        "{name} staining: {one}.",
        "{name} positive nuclei: {number}.",
    ),
    "immunostain": (
        "The immunostain for {name} shows reactivity in {number} of the carcinoma and is reported"
        " as {word}.",
        "The immunostain for HER2 shows a {score} pattern and is reported as {word}.",
        "The immunostain for {name} is {one}.",
        "The immunostain for {name} labels {number} of the nuclei.",
    ),
    "assessed": (
        "{name} was assessed and found to be {word}, {number} of cells being stained.",
        "HER2 was assessed by IHC and found to be {score}, {word}.",
        "{name} was assessed: {one}.",
        "{name} was assessed at {number}.",
    ),
    "approximately": (
        "{name} is {word} in approximately {number} of nuclei with moderate to strong intensity.",
        "HER2 protein is {word}, IHC score {score}.",
        "{name} is {one} with moderate to strong intensity.",
        "Ki-67 is estimated at approximately {number}.",
    ),
    "reveal": (
        "Immunohistochemical stains reveal {word} nuclear staining for {name} in {number} of tumor"
        " cells.",
        "Immunohistochemical stains reveal {score} membrane staining for HER2, consistent with a"
        " {word} result.",
        "Immunohistochemical stains for {name} are {one}.",
        "Immunohistochemical stains reveal a Ki-67 index of {number}.",
    ),
    "show": (
        "The neoplastic cells show {number} staining for {name} ({word}).",
        "The neoplastic cells show a HER2 score of {score} and are therefore {word}.",
        "The neoplastic cells: {name} {one}.",
        "The neoplastic cells show Ki-67 staining of {number}.",
    ),
    "with": (
        "{name} positivity status is {word}, with {number} nuclear staining.",
        "HER2 status is {word} with {score} membranous staining by immunohistochemistry.",
        "{name} status is {one}.",
        "Proliferation (Ki-67) amounts to {number}.",
    ),
    "read as": (
        "{short}, read as {word}: {number} of nuclei.",
        "HER2 IHC, read as {score}: {word}.",
        "{short}, read as {one}.",
        "{short}, read as {number}.",
    ),
    "brackets": (
        "{name} ({short}) ({word}, {number}).",
        "HER2 (immunohistochemistry) ({word}, {score}).",
        "{name} ({short}) ({one}).",
        "Ki-67 ({number}).",
    ),
    "commas": (
        "{short}, {word}, {number}.",
        "HER2, {word}, {score}.",
        "{short}, {one}.",
        "{short}, {number}.",
    ),
    "dashes": (
        "{short} - {number} - {word}.",
        "HER2 - {score} - {word}.",
        "{short} - {one}.",
        "{short} - {number}.",
    ),
    "number first": (
        "{number} {short} {word}.",
        "{score} HER2 ({word}).",
        "{one} for {short}.",
        "{number} Ki-67.",
    ),
    "word first": (
        "{word} {name} expression ({number}).",
        "{word} HER2 expression ({score}).",
        "{one} {name} expression.",
        "Ki-67 expression {number}.",
    ),
    "of the cells examined": (
        "Of the tumor cells examined, {number} are {word} for {name}.",
        "On examination of the HER2 stain the score is {score}, which is {word}.",
        "On examination {name} is {one}.",
        "Of the tumor cells examined, {number} are labeled by Ki-67.",
    ),
}
