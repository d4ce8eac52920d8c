// On the page about reading without network: what is kept on this device, the newest first, and ways to delete it and to end it.
const section = document.querySelector("[data-kept]");
const [list, said] = [section.querySelector("[data-kept-list]"), section.querySelector("[role=status]")];
const [forget, stop, start] = ["forget", "stop", "start"].map((name) => section.querySelector(`[data-${name}]`));
const OFF = "ohne-netz-aus"; // static/js/offline.js asks for it

async function pages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("portal-pages-"));
  return Promise.all(names.map((name) => caches.open(name)));
}

async function show() {
  for (const cache of await pages()) {
    for (const request of (await cache.keys()).reverse()) {
      const address = new URL(request.url);
      if (address.pathname === section.dataset.kept) continue;
      const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = address.pathname + address.search;
      link.textContent = page.title || address.pathname;
      item.append(link);
      list.append(item);
    }
  }
}

function mark() {
  const isOff = localStorage.getItem(OFF) !== null;
  [forget.hidden, stop.hidden, start.hidden] = [isOff, isOff, !isOff];
}

async function forgetAll() {
  for (const cache of await pages()) {
    const kept = (await cache.keys()).filter((one) => new URL(one.url).pathname !== section.dataset.kept);
    await Promise.all(kept.map((one) => cache.delete(one)));
  }
  list.replaceChildren();
  said.textContent = said.dataset.forgotten;
}

async function stopKeeping() {
  localStorage.setItem(OFF, "1");
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith("portal-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  list.replaceChildren();
  said.textContent = said.dataset.stopped;
  mark();
}

async function startKeeping() {
  localStorage.removeItem(OFF);
  await navigator.serviceWorker.register("/ohne-netz.js");
  said.textContent = said.dataset.started;
  mark();
}

if ("serviceWorker" in navigator && "caches" in window) {
  forget.addEventListener("click", forgetAll);
  stop.addEventListener("click", stopKeeping);
  start.addEventListener("click", startKeeping);
  mark();
  await show();
  section.hidden = false;
}
