// Copying and printing: shown only where the browser can do it. Without this script the address stands on the page.
function offer() {
  const said = document.querySelector("[data-copied]");
  for (const button of document.querySelectorAll("[data-copy][hidden]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = said.dataset.copied;
    });
  }
  for (const button of document.querySelectorAll("[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

offer();
// A page that fills itself later has buttons of its own.
document.addEventListener("shared", offer);
