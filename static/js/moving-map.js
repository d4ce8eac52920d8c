// The moving map of places, below the map of the districts, when somebody asks for it.
// Everything it needs comes from this server; Leaflet is loaded only then, so that a cheap phone does not pay for it.

import { element, ground, json, script, styles } from "./map-parts.js";

const BESIDE_POPUP = 70; // its own edges, and a strip of the map

const numberOf = (count, words) => `${count} ${count === 1 ? words.one : words.many}`;

function popup(place, words) {
  const box = element("div", "place-popup", "", element("p", "popup-title", place.name || numberOf(place.count, words)));
  const links = place.offers.map(([slug, title]) => {
    const link = Object.assign(element("a", "", title), { href: `${words.offers}${slug}/` });
    return element("li", "", "", link);
  });
  if (links.length) box.append(element("ul", "", "", ...links));
  const more = place.count - links.length;
  if (links.length && more > 0) box.append(element("p", "", `${words.more} ${numberOf(more, words)}`));
  return box;
}

// A pin with a number for the eye and a name for everybody else.
function pin(count, label, className, size) {
  const Pin = L.DivIcon.extend({
    createIcon(old) {
      const made = L.DivIcon.prototype.createIcon.call(this, old);
      made.setAttribute("aria-label", label);
      made.title = label;
      return made;
    },
  });
  return new Pin({ className, html: element("span", "", count), iconSize: [size, size] });
}

function marker(place, words, widest) {
  const count = numberOf(place.count, words);
  const name = place.name || (place.offers.length === 1 ? place.offers[0][1] : "");
  const icon = pin(place.count, name ? `${name}: ${count}` : count, "place-marker", 44);
  const made = L.marker([place.latitude, place.longitude], { icon, count: place.count });
  return made.bindPopup(() => popup(place, words), { minWidth: Math.min(200, widest), maxWidth: widest });
}

function cluster(group, words) {
  const markers = group.getAllChildMarkers();
  const count = markers.reduce((sum, one) => sum + one.options.count, 0);
  const label = `${numberOf(count, words)}, ${markers.length} ${words.placesWord}`;
  return pin(count, label, "place-marker place-cluster", 52);
}

// What the keyboard needs and Leaflet leaves out: pins that answer to the space bar, clusters that answer at all,
// a popup that takes the focus, closes with Escape and gives the focus back.
function makeUsable(map, group, frame, words) {
  group.on("clusterkeypress", (event) => {
    if (["Enter", " "].includes(event.originalEvent.key)) {
      event.layer.zoomToBounds();
      frame.focus({ preventScroll: true });
    }
  });
  frame.addEventListener("keydown", (event) => {
    const pressed = event.target.closest(".place-marker");
    if (event.key === " " && pressed) {
      event.preventDefault();
      pressed.click();
    }
    if (event.key === "Escape") map.closePopup();
  });
  map.on("popupopen", ({ popup: opened }) => {
    const box = opened.getElement();
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", box.querySelector(".popup-title").textContent);
    const close = box.querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    (box.querySelector("li a") || close).focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup: closed }) => {
    const focused = document.activeElement;
    if (focused === document.body || closed.getElement().contains(focused)) {
      (closed._source.getElement() || frame).focus({ preventScroll: true });
    }
  });
}

function draw(frame, words, areas, places) {
  const { map, moves, whole } = ground(frame, words, areas);
  const group = L.markerClusterGroup({
    iconCreateFunction: (one) => cluster(one, words),
    animate: moves, animateAddingMarkers: false, showCoverageOnHover: false, maxClusterRadius: 60,
  });
  const widest = Math.min(300, frame.clientWidth - BESIDE_POPUP);
  group.addLayers(places.map((place) => marker(place, words, widest)));
  const pins = group.getBounds();
  map.fitBounds(pins.isValid() ? pins.pad(0.1) : whole, { maxZoom: 15, animate: false });
  map.addLayer(group);
  makeUsable(map, group, frame, words);
}

async function open(shell, words) {
  const view = shell.querySelector("[data-view]");
  const frame = shell.querySelector("[data-frame]");
  const [sheet, clusters] = words.styles.split(" ");
  const [areas, { places }] = await Promise.all([
    json(words.areas), json(words.places), styles(sheet), styles(clusters), script(words.script),
  ]);
  await script(words.clusters);
  view.hidden = false;
  draw(frame, words, areas, places);
  frame.focus({ preventScroll: true });
  return places.length ? "" : words.none;
}

for (const shell of document.querySelectorAll("[data-moving-map]")) {
  const button = shell.querySelector("button");
  const message = shell.querySelector("[role=status]");
  shell.hidden = false;
  button.type = "button";
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      message.textContent = await open(shell, shell.dataset);
      button.hidden = true;
    } catch (failure) {
      console.error(failure);
      button.disabled = false;
      message.textContent = shell.dataset.failed;
    }
  });
}
