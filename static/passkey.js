// What went wrong with a passkey, said where it was asked for; allauth tells only the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("[data-passkey-error]");
  if (place) {
    place.hidden = false;
    place.textContent = say("The passkey did not work. Try again or choose another method.");
  }
});
