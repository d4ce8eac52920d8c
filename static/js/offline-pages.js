// On the page about reading without network: the switch, what is kept on this device, the newest first, and the way to delete it.
// Until somebody turns the switch nothing is registered and nothing is kept; no other page has a script for it.
const section = document.querySelector("[data-offline-pages]");
const [wish, list, forget, said] = ["input", "ul", "button", "[role=status]"].map((what) => section.querySelector(what));
const NAMES = ["portal-pages", "portal-files"]; // as in templates/sozialraum/offline.js

function say(what) {
  said.textContent = said.dataset[what];
}

async function kept() {
  if (!(await caches.has(NAMES[0]))) return [];
  const cache = await caches.open(NAMES[0]);
  const requests = (await cache.keys()).filter((one) => new URL(one.url).pathname !== section.dataset.offlinePages);
  return requests.reverse().map((request) => ({ cache, request }));
}

async function item({ cache, request }) {
  const answer = await cache.match(request);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [entry, link, day] = ["li", "a", "span"].map((name) => document.createElement(name));
  const address = new URL(request.url);
  link.href = address.pathname + address.search;
  link.textContent = page.title || address.pathname;
  day.className = "meta";
  day.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date(answer.headers.get("X-Kept")));
  entry.append(link, " ", day);
  return entry;
}

async function show() {
  wish.checked = Boolean(await navigator.serviceWorker.getRegistration("/"));
  list.replaceChildren(...(await Promise.all((await kept()).map(item))));
  forget.hidden = list.children.length === 0;
}

// Resolves when the worker works; one that could not fetch what it needs is thrown away by the browser.
function working(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker was not installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function turnOn() {
  await working(await navigator.serviceWorker.register(section.dataset.worker));
  say("on");
}

async function turnOff() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
  await Promise.all(NAMES.map((name) => caches.delete(name)));
  say("off");
}

async function turn() {
  wish.disabled = true;
  try {
    await (wish.checked ? turnOn() : turnOff());
  } catch {
    // The server refuses it to those who are logged in, and some browsers to everybody.
    say("failed");
  }
  await show();
  wish.disabled = false;
  wish.focus();
}

async function forgetAll() {
  await Promise.all((await kept()).map(({ cache, request }) => cache.delete(request)));
  await show();
  say("forgotten");
  wish.focus();
}

if ("serviceWorker" in navigator && "caches" in window) {
  wish.addEventListener("change", turn);
  forget.addEventListener("click", forgetAll);
  await show();
  section.hidden = false;
  document.querySelector("[data-offline-without]").hidden = true;
}
