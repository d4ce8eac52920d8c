// Keeps what somebody writes: on the server, a moment after they stop; in this browser while the server does not answer.
// The answer brings what the form says to it (ages in words, next dates, what is missing), made by the same templates.

const AFTER = 1500; // milliseconds without a key
const AGAIN = 30_000; // until the server is asked once more that did not answer
const PATIENCE = 3000; // with a server that may not answer, before the form is sent all the same
// With what somebody wrote comes back what it was written upon: so the server finds out what others changed since.
const ORIGIN = ["kennung", "grundlage"];

function stored(form) {
  return Object.fromEntries(
    [...new Set(new FormData(form).keys())]
      .filter((name) => name !== "csrfmiddlewaretoken")
      .map((name) => [name, new FormData(form).getAll(name).filter((value) => typeof value === "string")]),
  );
}

function fill(form, values) {
  for (const field of form.elements) {
    const wanted = values[field.name];
    if (!field.name || field.type === "file" || field.type === "submit") continue;
    if (field.type === "hidden" && !ORIGIN.includes(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(wanted?.includes(field.value));
    else if (wanted) [field.value] = wanted;
  }
}

function watch(form) {
  // Others may sit at the same browser.
  const place = `offer-form:${form.dataset.writer}:${location.pathname}${location.search}`;
  const state = form.querySelector("[data-state]");
  let timer;
  let isHeld = false; // what the server could not keep is kept here
  let isSent = false;
  let isHeard = true; // what stands in the form, by the server
  let asked = new AbortController();

  async function keep() {
    asked.abort(); // only the newest counts
    asked = new AbortController();
    const body = new FormData(form);
    for (const file of form.querySelectorAll("[type=file]")) body.delete(file.name);
    try {
      const response = await fetch(form.dataset.keptForm, { method: "POST", body, redirect: "manual", signal: asked.signal });
      if (response.type === "opaqueredirect" || response.status === 403) return hold(form.dataset.login);
      if (!response.ok) return hold(form.dataset.unsaved);
      const { saved, parts } = await response.json();
      if (!saved) return hold(form.dataset.unsaved);
      isHeld = false;
      isHeard = true;
      localStorage.removeItem(place);
      state.textContent = `${form.dataset.saved} ${saved}`;
      show(parts);
    } catch (failure) {
      if (failure.name !== "AbortError") hold(form.dataset.unsaved);
    }
  }

  function hold(sentence) {
    isHeld = true;
    localStorage.setItem(place, JSON.stringify(stored(form)));
    state.textContent = sentence;
    clearTimeout(timer);
    timer = setTimeout(keep, AGAIN);
  }

  function show(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const shown = form.querySelector(`[data-live="${name}"]`);
      if (shown && shown.innerHTML.trim() !== html.trim()) shown.innerHTML = html;
    }
  }

  function soon() {
    isHeard = false;
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER);
  }

  const held = localStorage.getItem(place);
  if (held) {
    fill(form, JSON.parse(held));
    state.textContent = form.dataset.back;
    keep();
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // A tab may be closed in the middle of a word.
  addEventListener("pagehide", () => {
    if (!isHeard) localStorage.setItem(place, JSON.stringify(stored(form)));
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    const drops = event.submitter?.value === "verwerfen";
    if (isHeld && !drops && !isSent) {
      // The server did not answer last: if it does now, nothing need stay here.
      event.preventDefault();
      isSent = true;
      await Promise.race([keep(), new Promise((done) => setTimeout(done, PATIENCE))]);
      form.requestSubmit(event.submitter);
      return;
    }
    asked.abort();
    clearTimeout(timer);
    isSent = false;
    isHeard = true;
    if (isHeld && !drops) localStorage.setItem(place, JSON.stringify(stored(form)));
    else localStorage.removeItem(place);
  });
}

for (const form of document.querySelectorAll("[data-kept-form]")) watch(form);
