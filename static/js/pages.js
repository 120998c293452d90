// The pages of an uploaded document: each button asks upload.js for one change, and the focus follows the page. While
// anything is on its way for the document, all buttons wait.

const WHERE = { earlier: -1, later: 1, turn: 0, remove: 0 };
const next = new Map(); // upload element → which page and which button get the focus when the answer is there

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-change]");
  const upload = button?.closest("[data-upload]");
  if (!upload || button.getAttribute("aria-disabled") === "true") return;
  const change = button.dataset.change;
  next.set(upload, { change, number: Number(button.dataset.number) + (WHERE[change] ?? 0) });
  upload.dispatchEvent(new CustomEvent("upload:change", { bubbles: true, detail: { change, number: button.dataset.number ?? "" } }));
});

function focusAfter(upload, { change, number }) {
  const pages = [...upload.querySelectorAll("[data-page]")];
  const page = pages[Math.min(number, pages.length) - 1];
  const same = page?.querySelector(`[data-change="${change}"]:not([aria-disabled="true"])`);
  const target = same ?? page?.querySelector('[data-change]:not([aria-disabled="true"])') ?? upload.querySelector("[data-change]");
  target?.focus();
}

// Events of an upload do not bubble, so they are caught on their way down.
document.addEventListener(
  "upload:started",
  (event) => {
    for (const button of event.target.querySelectorAll("[data-change]")) button.setAttribute("aria-disabled", "true");
  },
  true,
);

document.addEventListener(
  "upload:received",
  (event) => {
    const wish = next.get(event.target);
    next.delete(event.target);
    if (wish) focusAfter(event.target, wish);
  },
  true,
);

document.addEventListener(
  "upload:refused",
  (event) => {
    next.delete(event.target);
    for (const button of event.target.querySelectorAll("[data-change]:not([data-end])")) button.removeAttribute("aria-disabled");
  },
  true,
);
