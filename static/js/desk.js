// Keys of the review desk. They move the focus and never decide; one switch turns them off for this browser.

const SWITCH = "portpass.keys";

function keysAreOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Without storage the switch holds until the page is left.
  }
}

function step(by) {
  const neighbour = document.querySelector(by > 0 ? "[data-next-case]" : "[data-previous-case]");
  if (neighbour) return neighbour.click();
  const rows = [...document.querySelectorAll("[data-row] a:first-of-type")];
  const here = rows.indexOf(document.activeElement?.closest("[data-row]")?.querySelector("a:first-of-type"));
  const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))];
  next?.focus();
  next?.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

// Pressed again, it goes on to the next part that is undecided.
function goToDecision(name) {
  const buttons = [...document.querySelectorAll(`[data-undecided] [data-decides="${name}"]`)];
  const here = buttons.indexOf(document.activeElement);
  buttons[(here + 1) % buttons.length]?.focus();
}

// Choosing rows for one answer. Without this script the boxes and the button do the same.
const boxes = () => [...document.querySelectorAll("[data-chooses]")];

function tellChosen() {
  const form = document.querySelector("[data-choosing]");
  if (!form) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const all = form.querySelector("[data-choose-page]");
  const box = all.querySelector("input");
  box.checked = chosen > 0 && chosen === boxes().length;
  box.indeterminate = chosen > 0 && !box.checked;
  const told = form.querySelector("[data-chosen-count]");
  told.dataset.none ??= told.textContent;
  told.textContent = chosen ? told.dataset.text.replace("{n}", chosen) : told.dataset.none;
}

function toggleRow() {
  const box = document.activeElement?.closest("[data-row]")?.querySelector("[data-chooses]");
  if (!box) return;
  box.checked = !box.checked;
  tellChosen();
}

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-choose-page]")) for (const box of boxes()) box.checked = event.target.checked;
  tellChosen();
});
document.addEventListener("htmx:afterSwap", tellChosen);
window.addEventListener("pageshow", tellChosen);

const acts = {
  j: () => step(1),
  k: () => step(-1),
  x: toggleRow,
  a: () => goToDecision("approve"),
  r: () => goToDecision("reject"),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

function isTyping(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  if (!keysAreOn() || document.querySelector("dialog[open]") || !acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

// A place in the address takes the focus away again once the page has loaded; what was said is to be heard first.
addEventListener("load", () => {
  if (location.hash) setTimeout(() => document.querySelector(".messages:not(:empty)")?.focus({ focusVisible: true }));
});

// Where tabs and views slide sideways in their own row, the one that one is on is in sight.
for (const here of document.querySelectorAll(".tabs [aria-current], .chips [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "nearest" });
}

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => remember(box.checked));
}
