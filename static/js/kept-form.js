// Keeps what somebody writes: on the server, a moment after they stop; in this browser while the server does not answer.
// The answer brings what the form says to it (ages in words, next dates, what is missing), made by the same templates.

const AFTER = 1500; // milliseconds without a key
const AGAIN = 30_000; // until the server is asked once more that did not answer
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
      localStorage.removeItem(place);
      state.textContent = `${form.dataset.saved} ${saved}`;
      show(parts);
    } catch (failure) {
      if (failure.name !== "AbortError") hold(form.dataset.unsaved);
    }
  }

  function hold(sentence) {
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
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    asked.abort();
    // What the server could not keep it may not take either: then it is still here.
    if (event.submitter?.value === "verwerfen") localStorage.removeItem(place);
    else if (localStorage.getItem(place)) localStorage.setItem(place, JSON.stringify(stored(form)));
  });
}

for (const form of document.querySelectorAll("[data-kept-form]")) watch(form);
