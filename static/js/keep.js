// "Auf die Merkliste": puts an offer on the list in this browser. Without this script the link of an offer's page opens a list
// to go on with; in lists of cards the buttons come with the script.
import { entries, holds, keyOf, store } from "./kept-store.js";

for (const link of document.querySelectorAll("[data-keep]")) {
  const words = link.querySelector("span");
  const slug = link.dataset.keepSlug;
  const show = () => {
    words.textContent = link.dataset.keepDone;
    link.href = new URL(link.href).pathname;
  };
  if (holds(slug)) show();
  link.addEventListener("click", (event) => {
    if (holds(slug) || !store([...entries(), `${slug}~${link.dataset.keep.split("~")[1]}`])) return;
    event.preventDefault();
    show();
  });
}

for (const list of document.querySelectorAll("[data-keep-word]")) {
  for (const item of list.querySelectorAll("[data-offer]")) {
    const slug = item.dataset.offer;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet no-print";
    // The whole card is a link; the button lies above it.
    Object.assign(button.style, { position: "relative", zIndex: 1 });
    const show = () => {
      const isKept = holds(slug);
      button.textContent = isKept ? list.dataset.keepDone : list.dataset.keepWord;
      button.setAttribute("aria-pressed", isKept);
      button.setAttribute("aria-label", `${button.textContent}: ${item.querySelector("a").textContent}`);
    };
    button.addEventListener("click", () => {
      const others = entries().filter((one) => keyOf(one) !== slug);
      store(holds(slug) ? others : [...others, slug]);
      show();
    });
    show();
    item.append(button);
  }
}
