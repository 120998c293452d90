// Passkeys: the server says what to ask, the browser asks the key, and the form is sent with the answer.

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function askedBy(form) {
  const answer = await fetch(form.dataset.asked, { method: "POST", body: new FormData(form) });
  if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error("no answer");
  const { publicKey } = await answer.json();
  return { ...publicKey, challenge: toBytes(publicKey.challenge) };
}

async function make(form) {
  const asked = await askedBy(form);
  const user = { ...asked.user, id: toBytes(asked.user.id) };
  const publicKey = { ...asked, user, excludeCredentials: withBytes(asked.excludeCredentials) };
  const key = await navigator.credentials.create({ publicKey });
  return { ...named(key), response: said(key.response, ["clientDataJSON", "attestationObject"]) };
}

async function prove(form) {
  const asked = await askedBy(form);
  const publicKey = { ...asked, allowCredentials: withBytes(asked.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey });
  return { ...named(key), response: said(key.response, ["clientDataJSON", "authenticatorData", "signature"]) };
}

const named = (key) => ({ id: key.id, rawId: toText(key.rawId), type: key.type });
const said = (response, parts) => Object.fromEntries(parts.map((part) => [part, toText(response[part])]));

function why(error) {
  if (error.name === "InvalidStateError") return "textKnown";
  return ["NotAllowedError", "AbortError"].includes(error.name) ? "textCancelled" : "textFailed";
}

function tell(form, which) {
  const place = form.querySelector("[data-passkey-said]");
  place.hidden = !which;
  place.textContent = which ? place.dataset[which] : "";
}

async function send(form, button) {
  tell(form, "");
  button.disabled = true;
  try {
    const answer = await (form.dataset.passkey === "create" ? make(form) : prove(form));
    form.elements.passkey.value = JSON.stringify(answer);
    button.disabled = false;
    form.requestSubmit(button);
  } catch (error) {
    button.disabled = false;
    tell(form, why(error));
    button.focus();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-passkey]") || form.elements.passkey.value) return;
  event.preventDefault();
  if (window.PublicKeyCredential) send(form, form.querySelector("button:not([type=button])"));
  else tell(form, "textUnsupported");
});

// Coming back to a page, an answer from before is worth nothing.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-passkey]")) form.elements.passkey.value = "";
});
