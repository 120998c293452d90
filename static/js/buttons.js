// A form that is being sent: its button is off and says so, a second sending is refused, and coming back turns it on again.

const held = new Map();

function hold(form, button) {
  form.setAttribute("aria-busy", "true");
  if (!button) return held.set(form, null);
  held.set(form, { button, content: [...button.childNodes] });
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  if (button.dataset.busyText) button.textContent = button.dataset.busyText;
}

function release(form, was) {
  form.removeAttribute("aria-busy");
  if (!was) return;
  was.button.removeAttribute("aria-busy");
  was.button.disabled = false;
  was.button.replaceChildren(...was.content);
}

function isExempt(form) {
  return form.method === "dialog" || form.target === "_blank" || form.hasAttribute("data-sends-again");
}

document.addEventListener(
  "submit",
  (event) => {
    if (held.has(event.target)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (isExempt(form)) return;
  // Afterwards: a button that is off is left out of what is sent, and another script may have stopped the sending.
  setTimeout(() => {
    if (!event.defaultPrevented) hold(form, event.submitter);
  });
});

window.addEventListener("pageshow", () => {
  for (const [form, was] of held) release(form, was);
  held.clear();
});
