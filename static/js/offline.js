// Lets a worker keep the public pages that somebody opens, so that they can be read without network (templates/sozialraum/offline.js).

// Whoever wants nothing kept says so on the page about it (static/js/kept-pages.js); a browser that keeps nothing at all throws.
function isWanted() {
  try {
    return localStorage.getItem("ohne-netz-aus") === null;
  } catch {
    return false;
  }
}

if ("serviceWorker" in navigator && "caches" in window && isWanted()) {
  navigator.serviceWorker.register("/ohne-netz.js").catch(() => {});
}
