// "Auf die Merkliste": puts an offer on the list in this browser. Without this script the link of an offer's page opens a list
// to go on with; in lists of cards the buttons come with the script.
import { entries, holds, isFull, keyOf, store } from "./kept-store.js";

for (const link of document.querySelectorAll("[data-keep]")) {
  const words = link.querySelector("span");
  const slug = link.dataset.keepSlug;
  const say = (text) => {
    words.textContent = text;
    link.href = new URL(link.href).pathname;
  };
  if (holds(slug)) say(link.dataset.keepDone);
  link.addEventListener("click", (event) => {
    if (holds(slug) || words.textContent === link.dataset.keepFull) return;
    if (!isFull() && !store([...entries(), `${slug}~${link.dataset.keep.split("~")[1]}`])) return;
    event.preventDefault();
    say(holds(slug) ? link.dataset.keepDone : link.dataset.keepFull);
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
    const say = (text) => {
      button.textContent = text;
      button.setAttribute("aria-pressed", holds(slug));
      button.setAttribute("aria-label", `${text}: ${item.querySelector("a").textContent}`);
    };
    const show = () => say(holds(slug) ? list.dataset.keepDone : list.dataset.keepWord);
    button.addEventListener("click", () => {
      if (!holds(slug) && isFull()) {
        say(list.dataset.keepFull);
        return;
      }
      const others = entries().filter((one) => keyOf(one) !== slug);
      store(holds(slug) ? others : [...others, slug]);
      show();
    });
    show();
    item.append(button);
  }
}
