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

const acts = {
  j: () => step(1),
  k: () => step(-1),
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

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => remember(box.checked));
}
