// Keeps what somebody has opened readable without network: public pages only, on this device only, a bounded number.
// A new release has a new name, and what the old one kept is deleted with it.
const RELEASE = "{{ release }}";
const PAGES = `portal-pages-${RELEASE}`;
const FILES = `portal-files-${RELEASE}`;
const MOST = { [PAGES]: {{ pages }}, [FILES]: {{ files }} };
const LARGEST = {{ largest }};
const OFFLINE = "{{ offline_url }}";
// What staff work with is never looked at, whatever its headers say.
const NEVER = [{% for path in never %}"{{ path }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILE_KINDS = new Set(["style", "script", "image", "font"]);

self.addEventListener("install", (event) => {
  event.waitUntil(fetchWhole(new URL(OFFLINE, self.location).href).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(deleteOthers().then(() => self.clients.claim()).then(keepOpenPages));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.headers.has("Range") || isNever(address.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILE_KINDS.has(request.destination)) event.respondWith(file(event));
});

// Fetches a page as a stranger would get it, with the files that it names.
async function fetchWhole(address) {
  const answer = await fetch(address, { cache: "reload", credentials: "omit" });
  const text = await answer.clone().text();
  await keep(PAGES, address, answer);
  const named = [...text.matchAll(/(?:href|src)="(\/[^"#]*\.(?:css|js|svg)(?:\?[^"#]*)?)["#]/g)].map((one) => one[1]);
  // Without one of them the page is still readable.
  await Promise.allSettled([...new Set(named)].map(async (file) => keep(FILES, new URL(file, self.location).href, await fetch(file))));
}

// The page with which somebody began was opened before there was a worker.
async function keepOpenPages() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const addresses = open.map((client) => client.url.split("#")[0]);
  await Promise.allSettled(addresses.filter((one) => !isNever(new URL(one).pathname)).map(fetchWhole));
}

async function deleteOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("portal-") && !(name in MOST));
  await Promise.all(old.map((name) => caches.delete(name)));
}

function isNever(path) {
  return NEVER.some((beginning) => path.startsWith(beginning));
}

async function page(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(PAGES, event.request.url, answer.clone()));
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    const kept = await pages.match(event.request.url);
    return kept ? asCopy(kept) : ((await pages.match(new URL(OFFLINE, self.location).href)) ?? Response.error());
  }
}

// Times and places change: a page that is a copy says of when it is. Its notice is there already, hidden (templates/base.html).
async function asCopy(kept) {
  if (!(kept.headers.get("Content-Type") ?? "").startsWith("text/html")) return kept;
  const text = await kept.text();
  const language = text.match(/<html lang="([\w-]+)"/)?.[1] ?? "de";
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const told = text
    .replace("data-offline hidden", 'data-offline role="status"')
    .replace("<span data-offline-day></span>", when.format(new Date(kept.headers.get("X-Kept"))));
  return new Response(told, { status: 200, headers: kept.headers });
}

async function file(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(FILES, event.request.url, answer.clone()));
    return answer;
  } catch {
    const files = await caches.open(FILES);
    return (await files.match(event.request.url)) ?? Response.error();
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
  if (body.size > LARGEST) return;
  const headers = new Headers(answer.headers);
  // What is kept is unpacked already.
  for (const packing of ["Content-Encoding", "Content-Length"]) headers.delete(packing);
  headers.set("X-Kept", new Date().toISOString());
  const cache = await caches.open(name);
  // Put anew it stands last: the ones before it are those that were not opened for the longest time.
  await cache.delete(address);
  await cache.put(address, new Response(body, { status: 200, headers }));
  const kept = (await cache.keys()).filter((one) => new URL(one.url).pathname !== OFFLINE);
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST[name])).map((one) => cache.delete(one)));
}
