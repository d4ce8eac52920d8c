// How far the work is, without reloading the page. Without this script a button does that.
const EVERY = 2000; // milliseconds

async function look() {
  const shown = document.querySelector("[data-progress]");
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const news = page.querySelector("[data-progress]");
    if (!response.ok || !news) {
      location.reload();
      return;
    }
    // The live sentence stays the same element, so that it is read out when its text changes.
    const [said, told] = [shown, news].map((part) => part.querySelector("[role=status]"));
    if (said.textContent !== told.textContent) said.textContent = told.textContent;
    const bars = [shown, news].map((part) => part.querySelector("progress"));
    if (bars[0] && bars[1]) bars[0].value = bars[1].value;
    else if (bars[0] || bars[1]) shown.replaceWith(document.adoptNode(news));
  } catch {
    // The server is away for a moment, or for longer: the next look tells.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
