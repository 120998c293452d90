// A form that was typed into and not sent: the browser asks before it is left or loaded anew.

const touched = new WeakSet();
const guarded = () => document.querySelector("form[data-guard]");

document.addEventListener("input", (event) => {
  if (event.target.form?.hasAttribute("data-guard")) touched.add(event.target.form);
});

// Whatever form is sent, by a button or by a script, the page is meant to be left.
document.addEventListener("submit", () => guarded() && touched.delete(guarded()), true);

// A form that came back with its errors still holds what was typed.
document.addEventListener("page:changed", () => guarded() && touched.add(guarded()));

addEventListener("beforeunload", (event) => {
  if (guarded() && touched.has(guarded())) event.preventDefault();
});
