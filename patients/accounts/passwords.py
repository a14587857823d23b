"""What a new password may not be, beside Django's own rules: breached, guessed quickly, about us.

All lists are in packages or on the server: a password is sent nowhere.
"""

import mmap
import re
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from patients.language import say, to_say
from patients.models import CareTeam

SAFE = 3  # of zxcvbn's scores, 0 to 4: a hundred million guesses or more
READ_AT_MOST = 72  # characters, by zxcvbn
OURS = (
    "second",
    "look",
    "secondlook",
    "her2",
    "breast",
    "cancer",
    "oncology",
    "clinic",
    "hospital",
)
SHORTEST_WORD = 4
LEFT_AT_LEAST = 8  # letters and digits that are of no such word


class GuessedQuickly:
    """By the lists that zxcvbn holds: 30,000 breached passwords, words and names, keyboard rows.

    And by the whole list of breached ones, where the installation keeps it.
    """

    def validate(self, password: str, user=None) -> None:
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(password, path):
            raise ValidationError(
                to_say("This password is in a list of breached passwords. Use another.")
            )
        found = zxcvbn(password[:READ_AT_MOST], user_inputs=sorted(context_words(user)))
        if found["score"] < SAFE:
            raise ValidationError(
                to_say("This password can be guessed quickly. Use more unusual words.")
            )

    def get_help_text(self) -> str:
        return say(
            "Your password can’t be a breached one, or words and dates that are guessed quickly."
        )


class AboutUs:
    """Names of the program, the clinic and the person are the first that a stranger tries."""

    def validate(self, password: str, user=None) -> None:
        left = password.casefold()
        for word in sorted(context_words(user), key=len, reverse=True):
            left = left.replace(word, " ")
        if sum(map(str.isalnum, left)) < LEFT_AT_LEAST:
            raise ValidationError(
                to_say(
                    "This password is made of names of the program, the clinic or yourself. "
                    "Use other words."
                )
            )

    def get_help_text(self) -> str:
        return say("Your password can’t be made of your name, the clinic’s or the program’s.")


def context_words(user) -> set[str]:
    """In small letters, of four or more."""
    return {
        word
        for text in (*OURS, *_names(user))
        for word in re.split(r"[\W_]+", text.casefold())
        if len(word) >= SHORTEST_WORD
    }


def _names(user) -> Iterator[str]:
    yield from CareTeam.objects.values_list("name", flat=True)
    yield from settings.ALLOWED_HOSTS
    yield urlsplit(settings.SITE_URL).hostname or ""
    if user:
        yield from (user.get_username(), user.first_name, user.last_name, user.email)


def is_listed(password: str, path: Path) -> bool:
    """Whether its SHA-1 begins a line of the file, whose lines are in order.

    That is how Have I Been Pwned publishes its list: `HASH:count`, in capitals.
    """
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
            found = lines[start : start + len(wanted)]
            if found == wanted:
                return True
            end = lines.find(b"\n", start)
            low, high = (low, start) if found > wanted else (end + 1 or high, high)
    return False
