// "Hier, wo ich gerade bin": asks the device once, sends the answer with the form, and keeps nothing.
const DECIMALS = 4; // of a degree, some ten metres: no door is told
const PATIENCE = 15000; // milliseconds

for (const form of document.querySelectorAll("[data-near]")) {
  const button = form.querySelector("[data-here]");
  const said = form.querySelector("[data-said]");
  if (!("geolocation" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = said.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.breite.value = coords.latitude.toFixed(DECIMALS);
        form.elements.laenge.value = coords.longitude.toFixed(DECIMALS);
        form.elements.adresse.value = "";
        form.submit();
      },
      () => {
        said.textContent = said.dataset.refused;
        form.elements.adresse.focus();
      },
      { timeout: PATIENCE, maximumAge: 0 },
    );
  });
}
