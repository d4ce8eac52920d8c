// Lets a worker keep the public pages that somebody opens, so that they can be read without network; says when a page is such a copy.
const notice = document.querySelector("[data-offline]");

async function tell() {
  if (navigator.onLine || !notice) return;
  const kept = await caches.match(location.href.split("#")[0]);
  const day = kept?.headers.get("X-Kept");
  if (!day) return;
  const said = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  notice.setAttribute("role", "status");
  notice.querySelector("[data-offline-day]").textContent = said.format(new Date(day));
  notice.hidden = false;
}

// Whoever wants nothing kept says so on the page about it (static/js/kept-pages.js); a browser that keeps nothing at all throws.
function isWanted() {
  try {
    return localStorage.getItem("ohne-netz-aus") === null;
  } catch {
    return false;
  }
}

if ("serviceWorker" in navigator && "caches" in window && isWanted()) {
  // Who forbids it, or is in a private window, reads with network only.
  navigator.serviceWorker.register("/ohne-netz.js").catch(() => {});
  tell();
  addEventListener("offline", tell);
  addEventListener("online", () => {
    if (notice) notice.hidden = true;
  });
}
