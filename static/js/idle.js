// The end of a sign-in: a warning before it, one key that stays, and a page that keeps what was typed until it can be sent.
// The server decides (account:standing). Before this page says anything it asks, since another tab may have been used.

const dialog = document.getElementById("idle");
const stayForm = dialog.querySelector("[data-idle-stay]");
const first = JSON.parse(dialog.dataset.standing);
const channel = "BroadcastChannel" in window ? new BroadcastChannel("portpass.sign-in") : null;
const SECOND = 1000;
const SAID_AT = new Set([60, 30, 10]); // seconds at which a screen reader is told what is left

let idleEnd = 0;
let allEnd = 0;
let part = ""; // which part of the dialog tells how it stands: warned, last, ended, other; empty while nothing is told
let lastToldOf = false; // that it cannot be extended is told once
let used = false;
let asking = null;

const endsAt = () => Math.min(idleEnd, allEnd);
const left = () => endsAt() - Date.now();
const isOver = () => part === "ended" || part === "other";

function reckon(standing) {
  idleEnd = Date.now() + standing.idle_left * SECOND;
  allEnd = Date.now() + standing.all_left * SECOND;
}

function tell(now) {
  if (part === now && dialog.open) return;
  part = now;
  for (const each of dialog.querySelectorAll("[data-idle-part]")) each.hidden = each.dataset.idlePart !== now;
  dialog.setAttribute("aria-labelledby", `idle-${now}-title`);
  dialog.setAttribute("aria-describedby", `idle-${now}-text`);
  if (now === "warned" || now === "last") count();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(`[data-idle-part="${now}"] [data-idle-first]`).focus();
}

function tellNothing() {
  part = "";
  if (dialog.open) dialog.close();
}

function count() {
  const seconds = Math.max(0, Math.ceil(left() / SECOND));
  const words = dialog.dataset.textTime.replace("{minutes}", Math.floor(seconds / 60)).replace("{seconds}", seconds % 60);
  for (const each of dialog.querySelectorAll("[data-idle-left]")) each.textContent = words;
  if (SAID_AT.has(seconds)) dialog.querySelector("[data-idle-said]").textContent = words;
}

// A page that was opened before this sign-in began can be sent with the token of this one.
function renewTokens(token) {
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
}

function welcomeBack() {
  document.getElementById("messages")?.replaceChildren(dialog.querySelector("[data-idle-back]").content.cloneNode(true));
}

function take(standing) {
  reckon(standing);
  if (standing.person === first.person && left() > 0) {
    renewTokens(standing.token);
    const wasOver = isOver();
    if (wasOver || left() > first.warning * SECOND) tellNothing();
    if (wasOver) {
      lastToldOf = false;
      welcomeBack();
    }
  } else if (standing.person && standing.person !== first.person) tell("other");
  else tell("ended");
}

// Asked once at a time. When the server cannot be reached, the page goes on with what it knows.
function ask() {
  asking ??= fetch(dialog.dataset.ask, { headers: { Accept: "application/json" }, cache: "no-store" })
    .then((answer) => (answer.ok ? answer.json().then(take) : undefined))
    .catch(() => {})
    .finally(() => (asking = null));
  return asking;
}

async function stay() {
  used = false;
  try {
    const answer = await fetch(stayForm.action, { method: "POST", body: new FormData(stayForm), cache: "no-store" });
    if (answer.status !== 204) return ask();
    idleEnd = Date.now() + first.idle * SECOND;
    tellNothing();
    channel?.postMessage("used");
  } catch {
    await ask();
  }
}

async function warn() {
  if (used) return stay();
  await ask();
  if (isOver() || left() > first.warning * SECOND) return;
  if (idleEnd <= allEnd) return tell("warned");
  if (!lastToldOf) tell("last");
  lastToldOf = true;
}

function tick() {
  if (isOver()) return;
  if (left() <= 0) ask();
  else if (dialog.open) count();
  else if (left() <= first.warning * SECOND && !(lastToldOf && allEnd <= idleEnd)) warn();
}

reckon(first);
setInterval(tick, SECOND);

// Typing is use, although the server sees nothing of it: it is told so, at most once a minute.
for (const kind of ["keydown", "pointerdown", "input"]) {
  addEventListener(kind, (event) => { used ||= !dialog.contains(event.target); }, { capture: true, passive: true });
}
const every = Math.min(60, (first.idle - first.warning) / 2);
setInterval(() => used && !isOver() && stay(), every * SECOND);

stayForm.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  stay();
});

// Closing the warning is use as well; after the end the page may be read, and is not sent.
dialog.addEventListener("cancel", () => part === "warned" && stay());

document.addEventListener(
  "submit",
  (event) => {
    const goesNowhere = event.target === stayForm || event.target.method === "dialog";
    if (goesNowhere || (left() > 0 && !isOver())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask().then(() => (left() > 0 && !isOver() ? event.target.requestSubmit(event.submitter) : tell(part || "ended")));
  },
  true,
);

// What a script of the page asked for was answered that nobody is signed in.
document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 401 && ask());

channel?.addEventListener("message", ask);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
addEventListener("focus", () => isOver() && ask());
addEventListener("pageshow", (event) => event.persisted && ask());
channel?.postMessage("opened");
