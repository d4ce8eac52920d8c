// The moving map of places, drawn on top of the district map when somebody asks for it.
// Everything it needs comes from this server; Leaflet is loaded only then, so that a cheap phone does not pay for it.

const load = (element) => new Promise((resolve, reject) => {
  element.onload = resolve;
  element.onerror = reject;
  document.head.append(element);
});

const script = (src) => load(Object.assign(document.createElement("script"), { src }));
const styles = (href) => load(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

function popup(place, offersUrl, many) {
  const box = document.createElement("div");
  const title = document.createElement("p");
  title.className = "popup-title";
  title.textContent = place.name || `${place.count} ${many}`;
  const list = document.createElement("ul");
  for (const [slug, name] of place.offers) {
    const link = Object.assign(document.createElement("a"), { href: `${offersUrl}${slug}/`, textContent: name });
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  box.append(title, list);
  const more = place.count - place.offers.length;
  if (place.offers.length && more > 0) {
    const rest = document.createElement("p");
    rest.textContent = `+ ${more} ${many}`;
    box.append(rest);
  }
  return box;
}

function icon(count) {
  return L.divIcon({ className: "place-marker", html: `<span>${count}</span>`, iconSize: [44, 44] });
}

function clusterIcon(cluster) {
  const total = cluster.getAllChildMarkers().reduce((sum, marker) => sum + marker.options.offers, 0);
  return L.divIcon({ className: "place-marker place-cluster", html: `<span>${total}</span>`, iconSize: [52, 52] });
}

function draw(frame, data, places) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, { zoomControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
  if (data.tiles) {
    L.tileLayer(data.tiles, { attribution: data.attribution }).addTo(map);
  }
  const group = L.markerClusterGroup({ iconCreateFunction: clusterIcon, animate: !still, showCoverageOnHover: false });
  for (const place of places) {
    const name = place.name ? `${place.name}: ${place.count} ${data.many}` : `${place.count} ${data.many}`;
    const marker = L.marker([place.latitude, place.longitude], { icon: icon(place.count), alt: name, title: name, offers: place.count });
    marker.on("add", () => marker.getElement()?.setAttribute("aria-label", name));
    marker.bindPopup(() => popup(place, data.offers, data.many));
    group.addLayer(marker);
  }
  map.addLayer(group);
  map.fitBounds(places.length ? group.getBounds().pad(0.1) : [[51.1, 6.3], [51.25, 6.52]]);
  return map;
}

async function open(data, button, shell) {
  button.disabled = true;
  const [sheet, clusters] = data.styles.split(" ");
  const answer = fetch(data.places).then((response) => response.json());
  await Promise.all([styles(sheet), styles(clusters), script(data.script)]);
  await script(data.clusters);
  const frame = document.createElement("div");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.label);
  button.replaceWith(frame);
  shell.classList.add("is-open");
  draw(frame, data, (await answer).places);
  frame.tabIndex = 0;
  frame.focus();
}

for (const shell of document.querySelectorAll("[data-moving-map]")) {
  const button = shell.querySelector("button");
  shell.hidden = false;
  button.type = "button";
  button.addEventListener("click", () => open(shell.dataset, button, shell).catch(() => { button.disabled = false; }));
}
