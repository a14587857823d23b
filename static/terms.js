// A term says what it means: under the pointer, with the focus, or pressed. Without script it is
// a link to its place in the glossary, which the tip keeps.
let tip = null;
let told = null; // the term whose tip is open

function closeTip() {
  told?.removeAttribute("aria-describedby");
  tip?.remove();
  tip = told = null;
}

function openTip(term) {
  if (told === term) return;
  closeTip();
  told = term;
  tip = Object.assign(document.createElement("span"), { id: "tip", className: "tip" });
  const meaning = Object.assign(document.createElement("span"), { id: "tip-meaning", textContent: `${term.dataset.meaning}. ` });
  tip.append(meaning, Object.assign(document.createElement("a"), { href: term.href, textContent: term.dataset.all }));
  term.after(tip); // so that Tab goes on to its link
  term.setAttribute("aria-describedby", "tip-meaning");
  const place = term.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  tip.style.left = `${Math.max(8, Math.min(place.left, width - tip.offsetWidth - 8))}px`;
  const below = place.bottom + tip.offsetHeight < innerHeight || place.top < tip.offsetHeight;
  tip.style.top = `${below ? place.bottom : place.top - tip.offsetHeight}px`;
}

const isOf = (target) => told?.contains(target) || tip?.contains(target);

document.addEventListener("focusin", ({ target }) => {
  const term = target.closest?.("a.term");
  if (term) openTip(term);
  else if (!isOf(target)) closeTip();
});
document.addEventListener("mouseover", ({ target }) => {
  const term = target.closest?.("a.term");
  if (term) openTip(term);
  else if (!isOf(target) && !isOf(document.activeElement)) closeTip();
});
document.addEventListener("click", (event) => {
  const term = event.target.closest?.("a.term");
  if (term && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    openTip(term);
  } else if (!isOf(event.target)) closeTip();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !tip) return;
  if (tip.contains(document.activeElement)) told.focus();
  closeTip();
  event.stopImmediatePropagation(); // what is open behind it stays open
}, true);
document.addEventListener("scroll", closeTip, { capture: true, passive: true });
