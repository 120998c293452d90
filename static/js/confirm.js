// A form with data-check-url is checked before it is sent. 422 brings the form back with its errors, 200 a dialog with
// the answers; its button with data-confirms sends the form itself. Whenever this fails, the form is sent as it is, and
// the server shows the same check as a page.

const checking = new WeakSet();

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function keepPasswords(from, to) {
  for (const old of from.querySelectorAll('input[type="password"]')) {
    const control = to.querySelector(`input[name="${CSS.escape(old.name)}"]`);
    if (control) control.value = old.value;
  }
}

function showErrors(form, html) {
  const old = form.closest("[data-form-region]");
  const answer = parse(html);
  const region = answer.querySelector("[data-form-region]");
  if (!old || !region) throw new Error("the answer has no form region");
  const fresh = document.importNode(region, true);
  keepPasswords(old, fresh);
  old.replaceWith(fresh);
  if (answer.title) document.title = answer.title;
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("page:changed", { bubbles: true }));
}

function showAnswers(html) {
  const found = parse(html).querySelector("dialog");
  if (!found) throw new Error("the answer has no dialog");
  const dialog = document.importNode(found, true);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

async function check(form) {
  const answer = await fetch(form.dataset.checkUrl, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "XMLHttpRequest" },
  });
  const html = await answer.text();
  if (answer.status === 422) showErrors(form, html);
  else if (answer.ok && !answer.redirected) showAnswers(html);
  else throw new Error(`the check answered ${answer.status}`);
}

async function checkThenAsk(form, button) {
  checking.add(form);
  button?.setAttribute("aria-busy", "true");
  try {
    await check(form);
  } catch {
    form.submit();
  } finally {
    checking.delete(form);
    button?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.checkUrl || event.defaultPrevented || event.submitter?.hasAttribute("data-confirms")) return;
  event.preventDefault();
  if (!checking.has(form)) checkThenAsk(form, event.submitter);
});
