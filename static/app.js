// Small helps on top of pages that work without them.

function showCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button.copy[hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = say("Copied");
});

document.addEventListener("DOMContentLoaded", () => showCopyButtons(document));
document.addEventListener("htmx:afterSettle", (event) => showCopyButtons(event.target));

// The server draws the timeline as wide as it was shown last; a picture of it becomes a PNG here.
function rememberDrawing() {
  const shown = [...document.querySelectorAll(".drawing[data-width]")].find((one) => one.checkVisibility());
  if (shown) document.cookie = `drawing=${shown.dataset.width}; path=/; SameSite=Lax; max-age=31536000`;
  for (const link of document.querySelectorAll("[data-png]")) link.parentElement.hidden = false;
}
document.addEventListener("DOMContentLoaded", rememberDrawing);
document.addEventListener("htmx:afterSettle", rememberDrawing);

// A mark under the pointer or with the focus tells its row of the table beside itself.
function closeFactCard() {
  document.getElementById("fact-card")?.remove();
}
function openFactCard(mark) {
  const timeline = mark.closest(".timeline");
  const row = timeline?.querySelector(mark.getAttribute("href"));
  if (!row) return;
  closeFactCard();
  const [on, kind, details] = row.cells;
  const card = Object.assign(document.createElement("div"), { id: "fact-card", className: "fact-card" });
  card.setAttribute("role", "tooltip");
  const head = document.createElement("p");
  head.append(Object.assign(document.createElement("b"), { textContent: kind.textContent }), ` ${on.textContent}`);
  const body = document.createElement("p");
  body.textContent = details.firstChild.textContent;
  const links = document.createElement("p");
  for (const link of details.querySelectorAll("a")) links.append(link.cloneNode(true));
  links.append(Object.assign(document.createElement("a"), { href: mark.getAttribute("href"), textContent: say("In the table") }));
  card.append(head, body, links);
  const [frame, place] = [timeline.getBoundingClientRect(), mark.getBoundingClientRect()];
  timeline.append(card);
  card.style.left = `${Math.max(8, Math.min(place.left - frame.left, frame.width - card.offsetWidth - 8))}px`;
  card.style.top = `${place.bottom - frame.top + 2}px`;
  if (window.htmx) htmx.process(card);
}
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const mark = event.target.closest?.(".fact-link");
    if (mark) openFactCard(mark);
    else if (!event.target.closest?.("#fact-card")) closeFactCard();
  });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeFactCard(); });

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-png]");
  if (!link) return;
  event.preventDefault();
  const picture = new Image();
  picture.src = link.href;
  try {
    await picture.decode();
  } catch {
    location.href = link.href; // no picture: it asks for the second factor first
    return;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth * 2, picture.naturalHeight * 2];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => {
    const save = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: link.dataset.png || "timeline.png" });
    save.click();
    URL.revokeObjectURL(save.href);
  });
});

// What was chosen opens below: the menu gives way to it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "entry") return;
  for (const isOpen of ["open", "data-opens"]) document.querySelector("details.add")?.removeAttribute(isOpen);
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
// When htmx knows the form, so that no key is quicker than it.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches(".step-row, #entry:has(.step-form)")) {
    event.target.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }
});
