// The first tour, one step at a time above the page. It takes the focus from nothing, goes on
// where it was on the next page, and ends by its button or by Escape inside it.
const tour = document.getElementById("tour");
const steps = [...tour.querySelectorAll(".tour-steps > li")];
const [back, next] = ["tour-back", "tour-next"].map((id) => document.getElementById(id));

function showStep(place) {
  sessionStorage.setItem("tour-step", place);
  document.querySelector(".tour-mark")?.classList.remove("tour-mark");
  steps.forEach((step, at) => { step.hidden = at !== place; });
  steps[place].value = place + 1;
  document.querySelector(steps[place].dataset.marks)?.classList.add("tour-mark");
  document.getElementById("tour-place").textContent = `${place + 1} / ${steps.length}`;
  back.disabled = place === 0;
  next.disabled = place === steps.length - 1;
}
const stepNow = () => Math.min(Number(sessionStorage.getItem("tour-step")) || 0, steps.length - 1);

back.addEventListener("click", () => { showStep(stepNow() - 1); if (back.disabled) next.focus(); });
next.addEventListener("click", () => { showStep(stepNow() + 1); if (next.disabled) tour.querySelector("[type=submit]").focus(); });
tour.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const end = new FormData(event.target, event.submitter);
  await fetch(event.target.action, { method: "POST", body: end, redirect: "manual" });
  sessionStorage.removeItem("tour-step");
  document.querySelector(".tour-mark")?.classList.remove("tour-mark");
  const hadFocus = tour.contains(document.activeElement);
  tour.remove();
  if (hadFocus) document.getElementById("main").focus();
});
tour.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.getElementById("tip")) tour.querySelector("form").requestSubmit(tour.querySelector("[type=submit]"));
});
showStep(stepNow());
