// Fields: a message and its field agree, a summary of errors takes the focus, a password can be shown, Escape closes help.

function agreeWithMessage(message) {
  const bad = message.querySelector(".error") !== null;
  const control = document.getElementById(message.dataset.fieldMessage);
  message.closest(".field")?.classList.toggle("field--bad", bad);
  if (bad) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
}

function togglePassword(button) {
  const password = document.getElementById(button.dataset.shows);
  const shown = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!shown));
  password.type = shown ? "password" : "text";
}

function setUp(root) {
  for (const button of root.querySelectorAll("[data-shows]")) button.hidden = false;
  const said = root.querySelector("[data-error-summary]") ?? root.querySelector(".messages:not(:empty)");
  said?.focus({ focusVisible: true });
}

// A link of the summary moves the focus into the field, not only the page to it.
function followToField(link) {
  const control = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return false;
  control.focus();
  (control.closest(".field") ?? control).scrollIntoView({ block: "center" });
  return true;
}

function closeOnEscape(event) {
  const open = event.target.closest?.("details.help[open], details.answer[open], details.switch[open]") ?? document.querySelector("details.help[open], details.switch[open]");
  if (!open || document.querySelector("dialog[open]")) return;
  const inside = open.contains(event.target);
  open.open = false;
  if (inside) open.querySelector("summary").focus();
}

// What was said of an earlier value does not stand beside a new one.
document.addEventListener("input", (event) => {
  document.querySelector(`[data-field-message="${CSS.escape(event.target.id)}"] .ok`)?.remove();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches("[data-field-message]")) agreeWithMessage(event.target);
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.switch[open]")) menu.open = menu.contains(event.target);
  const button = event.target.closest("[data-shows]");
  if (button) togglePassword(button);
  const link = event.target.closest("[data-error-summary] a");
  if (link && followToField(link)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeOnEscape(event);
});

// A password that was shown must not be kept by the browser as a text.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll('[data-shows][aria-pressed="true"]')) togglePassword(button);
});

document.addEventListener("page:changed", (event) => setUp(event.target));
setUp(document);
