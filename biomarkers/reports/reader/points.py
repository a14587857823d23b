"""Scales of points, as they are printed beside Allred and the like: what each point stands for.

“0 = none; 1 = <1%; 2 = 1-10%”, “Total 0-2 negative, 3-8 positive”: none of it is a result.
"""

_STANDS_FOR = (
    r"(?:(?:[<>≤≥]=?\s?)?\d{1,3}(?:/\d{1,3})?(?:\s?(?:-|to)\s?\d{1,3}(?:/\d{1,3})?)?\s?%"
    r"|[a-z]{3,12}(?:\s(?!total|score)[a-z]{3,12}){0,2})"
)
_ENDS = r"[\s,;.|]{1,4}"
POINTS = [
    # with the sign of a key
    rf"(?:(?<![\w.+])[0-8]\s?=\s?{_STANDS_FOR}(?:{_ENDS}|$)){{3,7}}",
    # from none or less than 1% on: “1 (<1%), 2 (1-10%), 3 (11-33%)”
    rf"(?<![\w.+])[01]\s?[:(]\s?(?:none|no\s\w{{5,10}}|<\s?1\s?%)\)?{_ENDS}"
    rf"(?:[1-5]\s?[:(]\s?{_STANDS_FOR}\)?(?:{_ENDS}|$)){{2,6}}",
    # of the sum of the points: “0-2 negative; 3-8 positive”
    r"(?:(?<![\w.])\d\s?-\s?\d{1,2}\s{0,2}(?:is\s|=\s?|:\s?)?(?:negative|(?:low\s)?positive|weak|moderate"
    r"|strong)\b[\s,;.]{0,4}){2,4}",
]
