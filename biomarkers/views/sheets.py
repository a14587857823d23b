from django.contrib.staticfiles import finders


def text_of_sheet(name: str) -> str:
    """A style sheet of ours, for what carries its styles inside."""
    with open(str(finders.find(name)), encoding="utf-8") as file:
        return file.read()
