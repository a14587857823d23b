// The theme of a person's settings, before the page is drawn. Without it the system decides.
const chosen = document.currentScript.dataset.theme;
document.documentElement.dataset.theme = chosen === "system" ? "auto" : chosen;
