// Hands: where the focus goes, what Space and Escape do, and the keys. Pages work without it.
const GO = { w: "worklist", p: "patients", c: "clinic", r: "reports", b: "board" };
const MENUS = "details:is(.menu, .add, .verb-menu)[open]";
let opener = null; // what opened the form that is shown
let going = false; // “g” was pressed
const areOff = () => localStorage.getItem("single-keys") === "off";

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

// A form in the chart or below a row; one in which something was typed asks first.
function closeForm(place) {
  const form = place.querySelector("form");
  const isTyped = form && [...form.elements].some((field) =>
    field.matches("input, textarea") && field.type !== "hidden" && !["checkbox", "radio"].includes(field.type) && field.value !== field.defaultValue);
  if (isTyped && !confirm(say("Close without saving?"))) return;
  place.replaceChildren();
  (opener?.isConnected ? opener : document.getElementById("main")).focus();
}

const formAround = (target) => target.closest?.("#entry:not(:empty), .step-row > :not(:empty)");

async function showKeys() {
  const link = document.getElementById("keys-link");
  if (!link) return;
  const dialog = document.createElement("dialog");
  dialog.id = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  dialog.innerHTML = await answer.text();
  showSwitch(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function nextRow() {
  const rows = [...document.querySelectorAll(".verb-bar > .button, .task-verbs > .button")];
  rows[rows.indexOf(document.activeElement) + 1 || 0]?.focus();
}

// What carries the key itself: a link, or a menu, which opens with its first entry in focus.
function pressMarked(key) {
  const marked = /^[a-z]$/.test(key) && document.querySelector(`main [data-key=${key}]`);
  if (!marked) return;
  marked.click();
  marked.closest("details[open]")?.querySelector("li a")?.focus();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape" && !document.querySelector("dialog[open]")) {
    const menu = target.closest?.(MENUS) ?? document.querySelector(MENUS);
    const place = formAround(target) ?? document.querySelector("#entry:not(:empty)");
    if (menu) closeMenu(menu);
    else if (place) closeForm(place);
  }
  if (key === " " && target.matches?.("a.button, a.chip, a[role=button]")) {
    event.preventDefault();
    target.click();
  }
  if (isTyping(target) || !isPlain(event)) {
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) target.form?.requestSubmit();
    return;
  }
  if (areOff()) return;
  if (key === "/") {
    const search = document.getElementById("search");
    if (search) event.preventDefault();
    search?.focus();
  }
  if (going && GO[key]) document.querySelector(`nav [data-go=${GO[key]}]`)?.click();
  else pressMarked(key);
  going = key === "g";
  if (key === "?") showKeys();
  if (key === "n") nextRow();
});

// Single keys can be switched off: speech input presses them by accident.
function showSwitch(root) {
  const button = root.querySelector("#keys-switch");
  if (!button) return;
  button.hidden = false;
  button.textContent = areOff() ? say("Switch single keys on") : say("Switch single keys off");
}
document.addEventListener("DOMContentLoaded", () => showSwitch(document));

document.addEventListener("click", (event) => {
  if (event.target.id === "keys-switch") {
    localStorage.setItem("single-keys", areOff() ? "on" : "off");
    showSwitch(document);
  }
  for (const menu of document.querySelectorAll("details:is(.menu, .add)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const cancel = event.target.closest("#entry :is(.entry-tools a.button, a.cancel)");
  if (cancel) {
    event.preventDefault();
    document.getElementById("entry").replaceChildren();
    (opener?.isConnected ? opener : document.getElementById("main")).focus();
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig?.verb !== "get") return;
  const from = event.detail.elt;
  if (from.matches("a, button")) opener = from.closest("details:is(.menu, .add, .verb-menu)")?.querySelector("summary") ?? from;
});

// Where what had the focus is swapped away, the words about the save have it next, or what was
// chosen; what comes by itself takes the focus from nobody.
let losesFocus = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  losesFocus = document.activeElement !== document.body && event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", () => {
  if (!losesFocus) return;
  losesFocus = false;
  if (document.activeElement !== document.body) return;
  const said = document.querySelector("main [role=alert], main .message, main a[aria-current=true]");
  if (!said) return;
  if (said.tabIndex < 0) said.tabIndex = -1;
  said.focus();
});
