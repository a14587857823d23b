// Turning the pages of a meeting by keys; the links do the same.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem("single-keys") === "off") return; // as keys.js
  if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
  const turns = { n: "next", ArrowRight: "next", p: "prev", ArrowLeft: "prev" };
  const link = document.querySelector(`.board-turn a[rel="${turns[event.key]}"]`);
  if (link) link.click();
});
