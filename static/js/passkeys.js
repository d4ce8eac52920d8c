// Passkeys: the browser asks for finger, face or PIN, and the form sends what it answers. Until then the page says that
// passkeys need a script, and offers its other ways.
const { create, get, supported } = globalThis.webauthnJSON;

// The login page knows nobody yet, so its challenge is fetched when somebody wants it: the page itself opens no session.
async function challenge(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()).request_options;
}

const written = (form) => JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);

const ceremonies = {
  create: (form) => create(written(form).creation_options),
  get: (form) => get(written(form).request_options),
  login: async (form) => get(await challenge(form)),
};

// Browsers know no passkey for an address of numbers, such as 127.0.0.1.
const able = supported() && !/^[\d.]+$|^\[/.test(location.hostname);

for (const form of able ? document.querySelectorAll("[data-passkey]") : []) {
  const said = form.querySelector("[data-passkey-said]");
  form.querySelector("[data-passkey-unable]").hidden = true;
  form.querySelector("[data-passkey-able]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await ceremonies[form.dataset.passkey](form));
      form.submit();
    } catch {
      said.textContent = said.dataset.passkeySaid;
    }
  });
}
