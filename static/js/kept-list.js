// The list's own page: asks for what stands on the list in this browser (sent, so in no address) and takes entries off it.
import { entries, keyOf, store } from "./kept-store.js";

const shell = () => document.querySelector("[data-kept-list]");

async function load() {
  const asked = entries();
  if (!asked.length) return;
  try {
    const body = new URLSearchParams({ liste: asked.join(".") });
    const answer = await fetch(shell().dataset.address, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const filled = page.querySelector("[data-kept-list]");
    shell().replaceWith(filled);
    settle(asked);
    listen();
    document.dispatchEvent(new Event("shared"));
  } catch {
    document.querySelector("[data-kept-status]").textContent = shell().dataset.failed;
  }
}

const signsOf = (entry) => entry.split("~")[1] ?? "";
const shown = () => [...shell().querySelectorAll("[data-kept]")];
const entryOf = (item, signs) => `${item.dataset.offer}~${signs || signsOf(item.dataset.kept)}`;

// An entry is kept by the offer's address, as lists of cards know it, with what the offer says today; signs that are known stay
// until somebody has seen what changed. What is gone goes.
function settle(asked) {
  const known = new Map(asked.map((one) => [keyOf(one), signsOf(one)]));
  store(shown().map((item) => entryOf(item, known.get(item.dataset.offer) || known.get(keyOf(item.dataset.kept)))));
}

function listen() {
  for (const link of shell().querySelectorAll("[data-forget]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const { offer } = link.closest("[data-kept]").dataset;
      store(entries().filter((one) => keyOf(one) !== offer));
      if (entries().length) load();
      else location.assign(shell().dataset.address);
    });
  }
  shell()
    .querySelector("[data-seen]")
    ?.addEventListener("click", (event) => {
      event.preventDefault();
      store(shown().map((item) => entryOf(item)));
      load();
    });
}

// A list that came by a link can be taken into this browser, beside what is there.
function offerToKeep() {
  const button = shell().querySelector("[data-keep-all]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const more = shown().map((item) => entryOf(item));
    const there = new Set(more.map(keyOf));
    if (store([...more, ...entries().filter((one) => !there.has(keyOf(one)))])) location.assign(shell().dataset.address);
  });
}

if (shell()) {
  if ("blank" in shell().dataset) load();
  else offerToKeep();
}
