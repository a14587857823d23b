// Reviewing reports by keyboard, on top of forms that work without it.
const form = document.getElementById("review");

function undecided() {
  const groups = [...form.querySelectorAll(".report-choice")].filter((group) => group.offsetParent);
  return groups.find((group) => !group.querySelector(":checked"))?.querySelector("input");
}

// The words of the field that has the focus stand out in the text.
function showWords(row) {
  for (const mark of document.querySelectorAll("mark.is-current")) mark.classList.remove("is-current");
  if (!row) return;
  const marks = [...document.querySelectorAll("mark")].filter((mark) => mark.dataset.of.split(" ").includes(row.dataset.of));
  for (const mark of marks) mark.classList.add("is-current");
  const pane = document.querySelector(".report-words");
  if (marks.length && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop += marks[0].getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }
}

function decide(choice, value) {
  choice.querySelector(`input[value=${value}]`).checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  (undecided() ?? document.getElementById("save")).focus();
}

// The block goes to the next specimen of the list, and from the last one back to the first.
function placeNext(block) {
  const select = block.querySelector(".report-specimen select");
  const places = [...select.options].filter((option) => option.value);
  if (!places.length) return;
  select.value = places[(places.findIndex((option) => option.value === select.value) + 1) % places.length].value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function onChoice(event, choice) {
  const field = choice.closest(".report-row").querySelector(".report-value :is(input, select, textarea)");
  if (event.key === "c") decide(choice, "confirm");
  else if (event.key === "x") decide(choice, "reject");
  else if (event.key === "e") field.focus();
  else if (event.key === "p") placeNext(choice.closest(".report-tumor"));
  else if (event.key === "Enter") decide(choice, choice.querySelector(":checked")?.value ?? "confirm");
  else return;
  event.preventDefault();
}

form?.addEventListener("focusin", (event) => showWords(event.target.closest(".report-row")));
form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("save"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = event.target.closest(".report-choice");
  if (choice) return onChoice(event, choice);
  // Enter in a value leads on; only the buttons save.
  if (event.key === "Enter" && event.target.matches("input, select")) {
    event.preventDefault();
    const own = event.target.closest(".report-row")?.querySelector(".report-choice input");
    (own ?? undecided() ?? document.getElementById("save")).focus();
  }
});

// What is wrong comes first, else what is undecided.
document.addEventListener("DOMContentLoaded", () => {
  if (!form) return;
  const wrong = form.querySelector(".has-error :is(input, select, textarea)");
  const specimen = [...form.querySelectorAll(".report-specimen select")].find((select) => !select.value);
  (wrong ?? specimen ?? undecided())?.focus();
});

// Up and down from report to report.
document.addEventListener("keydown", (event) => {
  const here = event.target.closest(".queue-link");
  if (!here || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const links = [...document.querySelectorAll(".queue-link")];
  const to = links[links.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  if (to) {
    event.preventDefault();
    to.focus();
  }
});
