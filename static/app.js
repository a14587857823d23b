// Small helps on top of pages that work without them.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

function showCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button.copy[hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = "Copied";
});

document.addEventListener("DOMContentLoaded", () => showCopyButtons(document));
document.addEventListener("htmx:afterSettle", (event) => showCopyButtons(event.target));

// What was chosen opens below: the menu gives way to it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "entry") document.querySelector("details.add")?.removeAttribute("open");
});

// A form below a row: “Cancel” closes it, and what was chosen in a menu closes the menu.
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-closes]");
  if (cancel) {
    event.preventDefault();
    document.getElementById(cancel.dataset.closes).replaceChildren();
  }
  for (const menu of document.querySelectorAll("details.verb-menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest("li a")) menu.removeAttribute("open");
  }
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.classList.contains("step-row")) {
    event.target.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }
});
