"""Three ways to work a page, each counting what it costs: mouse, keys alone, and without script."""

from dataclasses import dataclass
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

FARTHEST = 300  # tabs


@dataclass
class Mouse:
    """Clicks; and texts, each typed as a whole into a field that was clicked."""

    page: Page
    words: ClassVar[str] = "clicks"
    presses: int = 0
    texts: int = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def write(self, field: Locator, text: str) -> None:
        """A field that has the focus already is not clicked."""
        if not _has_focus(field):
            self.press(field)
        field.fill(text)
        self.texts += 1

    def send(self, button: Locator) -> None:
        """The button of the form that is being filled in."""
        self.press(button)

    def search(self, text: str) -> None:
        self.write(self.page.locator("#search"), text)
        self._key("Enter")

    def come_to_task(self) -> None:
        """The pointer is anywhere at once."""

    def open_menu(self, summary: Locator) -> None:
        self.press(summary)

    def download(self, link: Locator) -> None:
        self.press(link)

    def confirm_all(self) -> None:
        """What is unclear is asked for; each is then confirmed by itself."""
        save = self.page.get_by_role("button", name="Confirm the rest and save")
        self.press(save)
        unclear = self.page.locator(".has-error [value=confirm]")
        unclear.or_(self.page.locator(".callout", has_text="confirmed.")).first.wait_for()
        if choices := unclear.all():
            for choice in choices:
                self.press(choice)
            self.press(save)

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1


class WithoutScript(Mouse):
    """The same clicks on pages that have no script."""


class Keys(Mouse):
    """Every key that is pressed, Tab too; the keys that “?” lists are used where they help."""

    words: ClassVar[str] = "keys"

    def press(self, target: Locator) -> None:
        self._reach(target)
        self._key("Space" if target.get_attribute("type") == "radio" else "Enter")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        field.press_sequentially(text)
        self.texts += 1

    def send(self, button: Locator) -> None:
        """A form that was just opened has the focus a moment later: a person waits to see it."""
        expect(button.locator("xpath=ancestor::form").locator(":focus")).to_have_count(1)
        self._key("Control+Enter")

    def search(self, text: str) -> None:
        self._key("/")
        self.write(self.page.locator("#search"), text)
        self._key("Enter")

    def come_to_task(self) -> None:
        self._key("n")

    def open_menu(self, summary: Locator) -> None:
        self._key("a")

    def download(self, link: Locator) -> None:
        self._key("d")

    def confirm_all(self) -> None:
        """Each field has the focus after the other, and then the button."""
        while not _has_focus(self.page.locator("#save")):
            self._key("c")
        self._key("Enter")

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        for _ in range(FARTHEST):
            if _has_focus(target):
                return
            self._key("Tab")
        raise AssertionError(f"{target} is not reached by {FARTHEST} tabs")


def _has_focus(target: Locator) -> bool:
    return target.evaluate("target => target === document.activeElement")
