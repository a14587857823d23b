// The panels of a chart.
// On a phone what matters less is folded; without script it is all open.
function foldOnPhone(root) {
  if (!matchMedia("(max-width: 720px)").matches) return;
  for (const part of root.querySelectorAll("details[data-folds]")) part.open = false;
}
document.addEventListener("DOMContentLoaded", () => foldOnPhone(document));
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.matches(".panel")) foldOnPhone(event.target); });

// A chart tells the server which version of each panel it shows, and gets those that changed. What
// is fetched into a panel is in no version: the panel then tells none, and is read again.
document.addEventListener("htmx:afterSwap", (event) => {
  const panel = event.target.closest?.(".panel");
  if (panel && panel !== event.target) panel.querySelector(":scope > [name=shows]")?.remove();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const isRead = detail.successful && new URL(detail.xhr.responseURL).pathname === location.pathname;
  if (detail.elt.id === "chart" && !isRead) location.reload(); // rather than show what was
});

// A newer panel takes the place of one that a person is in: what is open there stays open, and what
// has the focus keeps it. It opens when htmx knows it, so that what it fetches on opening comes.
const nameOf = (one) => (one.matches("details") ? one.querySelector("summary") : one)?.textContent.trim();
const isAlike = (one) => (other) => nameOf(one) === nameOf(other) && ["id", "name", "href"].every((key) => one.getAttribute(key) === other.getAttribute(key));
function counterpart(one, before, after) {
  const [older, newer] = [before, after].map((root) => [...root.querySelectorAll(one.tagName)].filter(isAlike(one)));
  return newer[older.indexOf(one)];
}
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  for (const part of target.querySelectorAll("details[open]:not([data-folds])")) counterpart(part, target, fragment)?.setAttribute("data-opens", "");
  const focused = document.activeElement;
  if (target.contains(focused)) counterpart(focused, target, fragment)?.setAttribute("data-focused", "");
});
document.addEventListener("htmx:load", ({ target }) => {
  for (const part of target.querySelectorAll("[data-opens]")) {
    part.removeAttribute("data-opens");
    part.open = true;
  }
  const focused = target.querySelector("[data-focused]");
  focused?.removeAttribute("data-focused");
  if (document.activeElement === document.body) focused?.focus();
});
