// The calendar beside every field of a date. Where a year or a month is enough, it gives those too.
const LANGUAGE = document.documentElement.lang;
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(2024, month, 1).toLocaleString(LANGUAGE, { month: "long" }));
const WEEK = Array.from({ length: 7 }, (_, day) =>  // from a Monday
  new Date(2024, 0, 1 + day).toLocaleString(LANGUAGE, { weekday: "short" }).slice(0, 2));
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const calendar = document.createElement("dialog");
let field; // whose date is chosen
let shown; // the day that the arrow keys move from

function two(number) {
  return String(number).padStart(2, "0");
}

function iso(day, length = 10) {
  return `${String(day.getFullYear()).padStart(4, "0")}-${two(day.getMonth() + 1)}-${two(day.getDate())}`.slice(0, length);
}

// What is typed, as the first day that it means; today where it means none.
function dayOf(text) {
  const [, year, month = 1, day = 1] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim()) ?? [];
  if (year) return new Date(year, month - 1, day);
  const named = text.trim() ? new Date(text) : new Date();
  return Number.isNaN(named.getTime()) ? new Date() : named;
}

function build() {
  calendar.className = "date-calendar";
  calendar.setAttribute("aria-label", say("Choose a date"));
  calendar.innerHTML = `
    <p class="date-calendar-head">
      <button type="button" data-months="-1" aria-label="${say("Previous month")}">‹</button>
      <select aria-label="${say("Month")}">${MONTHS.map((name, month) => `<option value="${month}">${name}</option>`).join("")}</select>
      <input type="number" aria-label="${say("Year")}" min="1900" max="2999">
      <button type="button" data-months="1" aria-label="${say("Next month")}">›</button>
    </p>
    <p class="date-calendar-week" aria-hidden="true">${WEEK.map((day) => `<span>${day}</span>`).join("")}</p>
    <div class="date-calendar-days"></div>
    <p class="date-calendar-tools">
      <button type="button" data-length="7"></button>
      <button type="button" data-length="4"></button>
      <button type="button" data-today>${say("Today")}</button>
      <button type="button" data-cancel>${say("Cancel")}</button>
    </p>`;
  document.body.append(calendar);
}

function show(focus) {
  calendar.querySelector("select").value = shown.getMonth();
  calendar.querySelector("input").value = shown.getFullYear();
  const first = new Date(shown.getFullYear(), shown.getMonth(), 1);
  const count = new Date(shown.getFullYear(), shown.getMonth() + 1, 0).getDate();
  const days = Array.from({ length: count }, (_, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = index + 1;
    button.dataset.day = index + 1;
    button.tabIndex = index + 1 === shown.getDate() ? 0 : -1;
    button.setAttribute("aria-label", `${index + 1} ${MONTHS[shown.getMonth()]} ${shown.getFullYear()}`);
    if (iso(new Date(shown.getFullYear(), shown.getMonth(), index + 1)) === field.value.trim()) button.setAttribute("aria-current", "date");
    return button;
  });
  calendar.querySelector(".date-calendar-days").replaceChildren(...days);
  days[0].style.gridColumnStart = ((first.getDay() + 6) % 7) + 1;
  const [month, year] = calendar.querySelectorAll("[data-length]");
  month.textContent = `${say("Only")} ${MONTHS[shown.getMonth()].slice(0, 3)} ${shown.getFullYear()}`;
  year.textContent = `${say("Only")} ${shown.getFullYear()}`;
  month.hidden = year.hidden = field.dataset.date !== "partial";
  if (focus) days[shown.getDate() - 1].focus();
}

// The same day of another month, or its last.
function toMonth(year, month) {
  const last = new Date(year, month + 1, 0).getDate();
  shown = new Date(year, month, Math.min(shown.getDate(), last));
}

function open(from) {
  field = from.closest(".date").querySelector("input");
  if (!calendar.isConnected) build();
  shown = dayOf(field.value);
  calendar.showModal(); // gives the focus back to where it was when it closes
  const place = field.getBoundingClientRect();
  const { width, height } = calendar.getBoundingClientRect();
  calendar.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  calendar.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - height - 8))}px`;
  show(true);
}

function choose(day, length) {
  field.value = iso(day, length);
  calendar.close();
  field.focus();
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const pick = event.target.closest(".date-pick");
  if (pick) open(pick);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && event.target.matches("input[data-date]")) {
    event.preventDefault();
    open(event.target);
  }
});

calendar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (event.target === calendar || button?.matches("[data-cancel]")) calendar.close();
  else if (button?.dataset.day) choose(new Date(shown.getFullYear(), shown.getMonth(), button.dataset.day), 10);
  else if (button?.dataset.length) choose(shown, Number(button.dataset.length));
  else if (button?.matches("[data-today]")) choose(new Date(), 10);
  else if (button?.dataset.months) {
    toMonth(shown.getFullYear(), shown.getMonth() + Number(button.dataset.months));
    show(false);
  }
});

calendar.addEventListener("change", (event) => {
  event.stopPropagation(); // no change of a form
  const year = Number(calendar.querySelector("input").value) || shown.getFullYear();
  toMonth(year, Number(calendar.querySelector("select").value));
  show(false);
});

calendar.addEventListener("keydown", (event) => {
  event.stopPropagation(); // the keys of the page are not meant
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  if (!event.target.dataset.day) return;
  if (event.key in STEPS) shown = new Date(shown.getFullYear(), shown.getMonth(), shown.getDate() + STEPS[event.key]);
  else if (event.key === "PageUp" || event.key === "PageDown") toMonth(shown.getFullYear(), shown.getMonth() + (event.key === "PageUp" ? -1 : 1));
  else return;
  event.preventDefault();
  show(true);
});
