// The map beside an address in a form: it looks the address up, and lets people put the point on the house by mouse, finger
// or keyboard. All it does is write two numbers into the form's own fields, which people can type as well.

import { element, ground, json, script, styles } from "./map-parts.js";

const DECIMALS = 6; // of a degree, as the fields have them
const STEP = 8; // pixels by which an arrow key moves the marker
const LEAP = 48; // the same with the shift key
const QUIET = 500; // milliseconds after the last key until the form hears of it
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const MIDDLE = [51.16, 10.45]; // of Germany, for an installation that has no districts yet

const degrees = (field) => Number(field.value.trim().replace(",", ".") || NaN);
const written = (number) => String(Number(number.toFixed(DECIMALS))).replace(".", ",");

class PointMap {
  constructor(shell) {
    const field = (name) => document.getElementById(shell.dataset[name]);
    this.shell = shell;
    this.words = shell.dataset;
    [this.latitude, this.longitude] = [field("latitude"), field("longitude")];
    this.address = { street: field("street"), postcode: field("postcode"), city: field("city") };
    this.status = shell.querySelector("[role=status]");
    this.searchButton = shell.querySelector("[data-search]");
    this.showButton = shell.querySelector("[data-show]");
    this.turn = 0;
    this.searchButton.addEventListener("click", () => this.busy(() => this.search()));
    this.showButton.addEventListener("click", () => this.busy(() => this.show()));
    for (const one of [this.latitude, this.longitude]) {
      one.addEventListener("change", () => this.isWriting || this.typed());
    }
    shell.hidden = false;
  }

  get point() {
    const found = [degrees(this.latitude), degrees(this.longitude)];
    return found.every(Number.isFinite) ? found : null;
  }

  // Nothing is lost when the server cannot be reached: the fields stay as they are, and the sentence says what to do.
  async busy(work) {
    this.searchButton.disabled = this.showButton.disabled = true;
    try {
      await work();
    } catch (failure) {
      console.error(failure);
      this.status.textContent = this.words.failed;
    }
    this.searchButton.disabled = this.showButton.disabled = false;
  }

  // Of several questions under way, only the answer to the last one counts: null is returned to the others.
  async ask(question) {
    const turn = (this.turn += 1);
    const token = this.shell.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(this.words.ask, {
      method: "POST", body: new URLSearchParams(question), headers: { "X-CSRFToken": token },
    });
    if (!response.ok && response.status !== 422) throw new Error(`${response.status} ${this.words.ask}`);
    const answer = await response.json();
    if (turn !== this.turn) return null;
    this.status.textContent = answer.sentence;
    return { ...answer, isWrong: !response.ok };
  }

  async search() {
    const asked = Object.entries(this.address).map(([name, field]) => [name, field.value]);
    const answer = await this.ask(asked);
    if (!answer || answer.isWrong) return;
    if (answer.latitude !== null) {
      this.write(answer.latitude, answer.longitude);
      this.tell();
      if (answer.district) this.status.textContent += ` ${this.words.districtWord} ${answer.district}.`;
    }
    await this.open();
    this.place();
  }

  async show() {
    await this.open();
    this.place();
    this.marker.getElement().focus({ preventScroll: true });
    if (this.point) await this.district();
    else this.status.textContent = this.words.none;
  }

  district() {
    const [latitude, longitude] = [this.latitude.value, this.longitude.value];
    return this.ask({ latitude, longitude });
  }

  async typed() {
    if (!this.point) return;
    if (this.map) this.place();
    await this.busy(() => this.district());
  }

  write(latitude, longitude) {
    this.latitude.value = written(latitude);
    this.longitude.value = written(longitude);
  }

  // The form's own listeners, such as the one that saves a draft, hear of a new point as if it had been typed.
  tell() {
    this.isWriting = true;
    for (const field of [this.latitude, this.longitude]) field.dispatchEvent(new Event("change", { bubbles: true }));
    this.isWriting = false;
  }

  async open() {
    if (this.map) return;
    const [areas] = await Promise.all([
      json(this.words.areas), styles(this.words.styles), script(this.words.script),
    ]);
    this.shell.querySelector("[data-view]").hidden = false;
    const { map, whole } = ground(this.shell.querySelector("[data-frame]"), this.words, areas);
    if (whole.isValid()) map.fitBounds(whole, { animate: false });
    else map.setView(MIDDLE, map.getMinZoom());
    this.map = map;
    this.marker = this.makeMarker(map.getCenter());
    map.on("click", (event) => this.moved(event.latlng));
    this.showButton.hidden = true;
  }

  makeMarker(middle) {
    const icon = L.divIcon({ className: "place-marker", html: element("span", "", "+"), iconSize: [44, 44] });
    const marker = L.marker(middle, { icon, draggable: true, autoPan: true }).addTo(this.map);
    const made = marker.getElement();
    // An application, so that screen readers leave the arrow keys to it.
    made.setAttribute("role", "application");
    made.setAttribute("aria-label", this.words.marker);
    made.addEventListener("keydown", (event) => this.key(event));
    marker.on("dragend", () => this.moved(marker.getLatLng()));
    return marker;
  }

  // Bring the marker to the numbers in the fields, and the map to the marker.
  place() {
    if (!this.point) return;
    this.marker.setLatLng(this.point);
    this.map.setView(this.point, Math.max(this.map.getZoom(), this.words.tiles ? 16 : 14), { animate: false });
  }

  key(event) {
    const [x, y] = ARROWS[event.key] || [0, 0];
    if (!x && !y) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? LEAP : STEP;
    // Not by points of the container, which are whole pixels: a step to the east would lead a little to the north.
    const next = this.map.unproject(this.map.project(this.marker.getLatLng()).add([x * far, y * far]));
    this.moved(next, QUIET);
    this.map.panInside(next, { padding: [60, 60], animate: false });
  }

  moved({ lat, lng }, wait = 0) {
    this.marker.setLatLng([lat, lng]);
    this.write(lat, lng);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tell();
      this.busy(() => this.district());
    }, wait);
  }
}

for (const shell of document.querySelectorAll("[data-point-map]")) new PointMap(shell);
