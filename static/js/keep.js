// "Auf die Merkliste": puts an offer on the list in this browser. Without this script the same link opens a list to go on with.
import { entries, holds, keyOf, store } from "./kept-store.js";

for (const link of document.querySelectorAll("[data-keep]")) {
  const words = link.querySelector("span");
  const isKept = () => holds(keyOf(link.dataset.keep)) || holds(link.dataset.keepSlug);
  const show = () => {
    words.textContent = link.dataset.keepDone;
    link.href = new URL(link.href).pathname;
  };
  if (isKept()) show();
  link.addEventListener("click", (event) => {
    if (isKept() || !store([...entries(), link.dataset.keep])) return;
    event.preventDefault();
    show();
  });
}
