// 有幫助嗎?: the thanks come in the place of the question. Whatever goes wrong, the form is sent as it is without a script.

const SCRIPT = { "X-Requested-With": "XMLHttpRequest" };

async function thanksFor(form, submitter) {
  const answer = await fetch(form.action, { method: "POST", headers: SCRIPT, body: new FormData(form, submitter) });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-helpful]");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const asked = form.closest("[data-helpful]");
  if (!asked) return;
  event.preventDefault();
  try {
    const thanks = await thanksFor(form, event.submitter);
    asked.replaceWith(thanks);
    thanks.focus();
  } catch {
    // A form that a script sends leaves the button out that was pressed.
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: event.submitter?.name ?? "", value: event.submitter?.value ?? "" }));
    form.submit();
  }
});
