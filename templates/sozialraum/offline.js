// Keeps what somebody opens readable without network, on their wish: public pages only, on this device only, few and not for long.
// A new release ({{ release }}) is a new worker, which fetches the page for times without network anew; what is kept stays.
const PAGES = "portal-pages";
const FILES = "portal-files";
const MOST = { [PAGES]: {{ pages }}, [FILES]: {{ files }} };
const MOST_BYTES = {{ bytes }};
const LARGEST = {{ largest }};
const OLDEST = {{ days }} * 24 * 60 * 60 * 1000;
const OFFLINE = "{{ offline_url }}";
// Whoever opens one of these works in the network of partners: from then on this device keeps nothing.
const STAFF = [{% for path in staff %}"{{ path }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
// What is never looked at, whatever its headers say.
const NEVER = [{% for path in never %}"{{ path }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILE_KINDS = new Set(["style", "script", "image", "font"]);

self.addEventListener("install", (event) => {
  event.waitUntil(begin().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isBelow(STAFF, address.pathname)) event.waitUntil(end());
  if (request.method !== "GET" || request.headers.has("Range") || isBelow([...STAFF, ...NEVER], address.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILE_KINDS.has(request.destination)) event.respondWith(file(event));
});

function isBelow(beginnings, path) {
  return beginnings.some((beginning) => path.startsWith(beginning));
}

// Makes the stores, and fetches the page for times without network as a stranger would get it, with the files that it names.
async function begin() {
  await Promise.all([PAGES, FILES].map((name) => caches.open(name)));
  const address = new URL(OFFLINE, self.location).href;
  const answer = await fetch(address, { cache: "reload", credentials: "omit" });
  const text = await answer.clone().text();
  await keep(PAGES, address, answer);
  const named = [...text.matchAll(/(?:href|src)="(\/[^"#]*\.(?:css|js|svg)(?:\?[^"#]*)?)["#]/g)].map((one) => one[1]);
  // Without one of them the page is still readable.
  await Promise.allSettled([...new Set(named)].map(async (file) => keep(FILES, new URL(file, self.location).href, await fetch(file))));
}

async function end() {
  await Promise.all([PAGES, FILES].map((name) => caches.delete(name)));
  await self.registration.unregister();
}

async function page(event) {
  try {
    // The browser's own cache may answer without network for some minutes, and would not say that it shows a copy.
    const answer = await fetch(event.request, { cache: "no-cache" });
    event.waitUntil(keep(PAGES, event.request.url, answer.clone()));
    return answer;
  } catch {
    return (await copyOf(event.request.url)) ?? (await insteadOf()) ?? Response.error();
  }
}

// Times and places change: a page that is a copy says so, and of when it is. The words are there already, hidden (templates/base.html).
async function copyOf(address) {
  const kept = await caches.match(address, { cacheName: PAGES });
  if (!kept || isOld(kept)) return undefined;
  if (!(kept.headers.get("Content-Type") ?? "").startsWith("text/html")) return kept;
  const text = await kept.text();
  const language = text.match(/<html lang="([\w-]+)"/)?.[1] ?? "de";
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  return reworded(kept, text.replace("data-offline hidden", 'data-offline role="status"').replace("<span data-offline-day></span>", when.format(keptAt(kept))));
}

async function insteadOf() {
  const kept = await caches.match(new URL(OFFLINE, self.location).href, { cacheName: PAGES });
  return kept && reworded(kept, (await kept.text()).replace("data-offline-missed hidden", "data-offline-missed"));
}

function reworded(kept, text) {
  return new Response(text, { status: 200, headers: kept.headers });
}

async function file(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(FILES, event.request.url, answer.clone()));
    return answer;
  } catch {
    return (await caches.match(event.request.url, { cacheName: FILES })) ?? Response.error();
  }
}

// Only what every cache may hold: answers for everybody, whole, of this server, that depend on no cookie.
function mayBeKept(answer) {
  const rule = (answer.headers.get("Cache-Control") ?? "").toLowerCase();
  const depends = (answer.headers.get("Vary") ?? "").toLowerCase();
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected) return false;
  return /\bpublic\b/.test(rule) && !/no-store|private|no-cache/.test(rule) && !/cookie|\*/.test(depends);
}

async function keep(name, address, answer) {
  if (!mayBeKept(answer)) return;
  const body = await answer.blob();
  // A store that is gone was taken away, and is not made anew.
  if (body.size > LARGEST || !(await caches.has(name))) return;
  const headers = new Headers(answer.headers);
  // What is kept is unpacked already.
  for (const packing of ["Content-Encoding", "Content-Length"]) headers.delete(packing);
  headers.set("X-Kept", new Date().toISOString());
  headers.set("X-Kept-Size", String(body.size));
  const cache = await caches.open(name);
  // Put anew it stands last: the ones before it are those that were not opened for the longest time.
  await cache.delete(address);
  await cache.put(address, new Response(body, { status: 200, headers }));
  await shorten(cache, MOST[name]);
}

async function shorten(cache, most) {
  let [number, bytes] = [0, 0];
  for (const request of (await cache.keys()).reverse()) {
    const kept = await cache.match(request);
    if (!kept || new URL(request.url).pathname === OFFLINE) continue;
    number += 1;
    bytes += Number(kept.headers.get("X-Kept-Size"));
    if (number > most || bytes > MOST_BYTES || isOld(kept)) await cache.delete(request);
  }
}

function keptAt(kept) {
  return new Date(kept.headers.get("X-Kept"));
}

function isOld(kept) {
  return Date.now() - keptAt(kept).getTime() > OLDEST;
}
