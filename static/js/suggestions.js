// Suggestions under the search's field, as a combobox (ARIA Authoring Practices: list autocomplete with manual selection).
// Without this script the field is a field. What is typed is sent by POST and kept nowhere.
const AFTER = 180; // milliseconds without a key
const SHORTEST = 2;

function option(suggestion, number, list) {
  const item = document.createElement("li");
  item.role = "option";
  item.id = `${list.id}-${number}`;
  item.dataset.url = suggestion.url;
  item.setAttribute("aria-selected", "false");
  // Each in its own direction: a name in German stays whole on a page that runs from right to left.
  const [label, kind] = ["bdi", "bdi"].map((name) => document.createElement(name));
  label.textContent = suggestion.label;
  kind.className = "suggestion-kind";
  kind.textContent = suggestion.kind;
  item.append(label, " ", kind);
  return item;
}

function enhance(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.role = "listbox";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("aria-label", input.dataset.label);
  const said = document.createElement("span");
  said.role = "status";
  said.className = "visually-hidden";
  input.after(list, said);
  input.role = "combobox";
  for (const [name, value] of [["autocomplete", "list"], ["controls", list.id], ["expanded", "false"]]) input.setAttribute(`aria-${name}`, value);

  let active = -1;
  let timer;
  let asked = new AbortController();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const items = list.children;
    items[active]?.setAttribute("aria-selected", "false");
    active = (number + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  }

  function show(suggestions) {
    close();
    list.replaceChildren(...suggestions.map((one, number) => option(one, number, list)));
    said.textContent = suggestions.length ? `${suggestions.length} ${input.dataset.found}` : "";
    if (!suggestions.length || document.activeElement !== input) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  async function ask() {
    asked.abort(); // only the newest counts
    asked = new AbortController();
    if (input.value.trim().length < SHORTEST) return show([]);
    try {
      const response = await fetch(input.dataset.suggestions, { method: "POST", body: new URLSearchParams({ q: input.value }), signal: asked.signal });
      if (response.ok) show((await response.json()).suggestions);
    } catch {
      // Without a network there are no suggestions; the field works all the same.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, AFTER);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && !list.hidden) choose(active + 1);
    else if (event.key === "ArrowUp" && !list.hidden) choose(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // Before the field loses the focus, and the list closes.
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[role=option]");
    event.preventDefault();
    if (item) location.assign(item.dataset.url);
  });
}

for (const input of document.querySelectorAll("[data-suggestions]")) {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = input.dataset.styles;
  document.head.append(styles);
  enhance(input);
}
