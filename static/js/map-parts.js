// What the moving maps share. Everything comes from this server; Leaflet is loaded only when somebody asks for a map.

const NEAR = 13; // from this zoom on the names of the districts have room
const FARTHEST = 9;
const NEAREST = 18;

const load = (made) => new Promise((resolve, reject) => {
  made.onload = resolve;
  made.onerror = reject;
  document.head.append(made);
});

export const script = (src) => load(Object.assign(document.createElement("script"), { src }));
export const styles = (href) => load(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

export async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

export function element(tag, className, text, ...children) {
  const made = Object.assign(document.createElement(tag), { className, textContent: text });
  made.append(...children);
  return made;
}

// The districts lie below everything and answer to nothing: they are there for the eye, the list is there for everybody.
function outlines(map, areas) {
  const drawn = L.geoJSON(areas, { interactive: false, style: { className: "district-outline" } }).addTo(map);
  const names = map.createPane("district-names");
  names.setAttribute("aria-hidden", "true");
  drawn.eachLayer((layer) => {
    const name = element("span", "", layer.feature.properties.name);
    const look = { pane: "district-names", permanent: true, direction: "center", className: "district-name" };
    L.tooltip(look).setLatLng(layer.getBounds().getCenter()).setContent(name).addTo(map);
  });
}

// A map of the city with its districts, and tiles where the installation has some; Leaflet must be there already.
export function ground(frame, words, areas) {
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, {
    zoomControl: false, attributionControl: false, scrollWheelZoom: false, minZoom: FARTHEST, maxZoom: NEAREST,
    zoomSnap: words.tiles ? 1 : 0.5, // tiles are drawn for whole steps
    zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves,
  });
  // At the foot, where no popup opens.
  L.control.zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  const whole = L.geoJSON(areas).getBounds();
  if (whole.isValid()) map.setMaxBounds(whole.pad(0.5));
  map.on("load", () => {
    if (words.tiles) L.tileLayer(words.tiles, { maxZoom: NEAREST }).addTo(map);
    outlines(map, areas);
  });
  const near = () => frame.classList.toggle("is-near", map.getZoom() >= NEAR);
  map.on("load zoomend", near);
  return { map, moves, whole };
}
