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
    filled.dataset.own = "";
    shell().replaceWith(filled);
    settle(asked);
    listen();
    document.dispatchEvent(new Event("shared"));
  } catch {
    document.querySelector("[data-kept-status]").textContent = shell().dataset.failed;
  }
}

// What came as a slug is kept by number from now on, with what the offer says today; signs that are known stay until seen.
function settle(asked) {
  const known = new Map(asked.map((one) => [keyOf(one), one]));
  const shown = [...shell().querySelectorAll("[data-kept]")];
  store(
    shown.map((item) => {
      const before = known.get(keyOf(item.dataset.kept)) ?? known.get(item.dataset.offer) ?? "";
      return before.includes("~") && keyOf(before) === keyOf(item.dataset.kept) ? before : item.dataset.kept;
    }),
  );
}

function listen() {
  for (const link of shell().querySelectorAll("[data-forget]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const item = link.closest("[data-kept]");
      const key = keyOf(item.dataset.kept);
      store(entries().filter((one) => keyOf(one) !== key));
      if (entries().length) load();
      else location.assign(shell().dataset.address);
    });
  }
  shell()
    .querySelector("[data-seen]")
    ?.addEventListener("click", (event) => {
      event.preventDefault();
      store([...shell().querySelectorAll("[data-kept]")].map((item) => item.dataset.kept));
      load();
    });
}

if (shell() && "blank" in shell().dataset) load();
