// The family's own list, in this browser alone: an offer's address and signs of what it said ("elterncafe~a1b2c3d4").
const NAME = "merkliste";
const MOST = 50;

export function entries() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // no storage, or something else lies in it
  }
}

export function store(list) {
  try {
    if (list.length) localStorage.setItem(NAME, JSON.stringify(list.slice(0, MOST)));
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    return false;
  }
}

export const isFull = () => entries().length >= MOST;
export const keyOf = (entry) => entry.split("~")[0];
export const holds = (key) => entries().some((one) => keyOf(one) === key);
