// Upload: files go off as soon as they are chosen, dropped or pasted; the form only carries the receipt that comes back.
// Without this script the same input sends its files with the form.

// What is on its way for an upload can also be a change of its pages (pages.js asks for it by the event `upload:change`).

const running = new Map(); // upload element → the request under way
const waiting = new Map(); // form → the button whose sending waits for its upload
const queued = new Map(); // upload element → photos taken while the one before is on its way
const unread = new Map(); // upload element → why a photo was not taken, said still while the next one is on its way

const part = (upload, name) => upload.querySelector(`[data-upload-${name}]`);
const messageOf = (upload) => upload.querySelector(":scope > [data-field-message]");
const chooser = (upload) => upload.querySelector('input[type="file"]');

function say(upload, words, percent) {
  const text = words && waiting.has(chooser(upload).form) ? upload.dataset.textWaiting : words;
  part(upload, "progress").hidden = text === "";
  part(upload, "cancel").hidden = percent === undefined; // what has arrived can be undone, not stopped
  part(upload, "status").textContent = percent === undefined ? text : `${text} ${percent}%`;
  const bar = upload.querySelector("progress");
  if (percent === undefined) bar.removeAttribute("value");
  else bar.value = percent;
}

function fail(upload, text) {
  say(upload, "");
  part(upload, "again").hidden = text === "";
  part(upload, "error").textContent = text;
}

function takeReceipt(upload, html) {
  part(upload, "receipt").innerHTML = html;
  part(upload, "name").value = part(upload, "receipt").querySelector("[data-filename]").dataset.filename;
  chooser(upload).value = "";
  mark(upload, unread.get(upload) ?? "");
  window.htmx?.process(part(upload, "receipt"));
  upload.dispatchEvent(new CustomEvent("upload:received"));
}

function mark(upload, html) {
  messageOf(upload).innerHTML = html;
  upload.classList.toggle("field--bad", html !== "");
  chooser(upload).toggleAttribute("aria-invalid", html !== "");
  if (html !== "") chooser(upload).setAttribute("aria-invalid", "true");
}

// Says whether a receipt came back.
function answered(upload, html) {
  say(upload, "");
  const answer = document.createElement("template");
  answer.innerHTML = html;
  if (answer.content.querySelector("[data-filename]")) {
    takeReceipt(upload, html);
    return true;
  }
  chooser(upload).value = "";
  if (answer.content.querySelector("p.error")) mark(upload, html);
  else fail(upload, upload.dataset.textFailed);
  return false;
}

// Photos that wait go on, unless what failed before them can be tried again: then they follow it.
function finish(upload, thenSend) {
  running.delete(upload);
  if (!thenSend) upload.dispatchEvent(new CustomEvent("upload:refused"));
  const photos = part(upload, "again").hidden && queued.get(upload);
  if (photos) {
    queued.delete(upload);
    if (!thenSend) unread.set(upload, messageOf(upload).innerHTML);
    return add(upload, photos);
  }
  unread.delete(upload);
  const form = chooser(upload).form;
  const button = waiting.get(form);
  waiting.delete(form);
  if (thenSend && button !== undefined) form.requestSubmit(button);
}

function add(upload, files, again = false) {
  send(upload, files, documentOf(upload) ? { change: "add" } : {}, again);
}

// A later choice counts, whatever was on its way for the one before.
function replace(upload, files) {
  queued.delete(upload);
  unread.delete(upload);
  send(upload, files);
}

function send(upload, files, change = {}, again = false) {
  const before = running.get(upload);
  const form = chooser(upload).form;
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "submission_id", "acting"]) {
    if (form.elements[name]) body.append(name, form.elements[name].value);
  }
  for (const file of files) body.append("document", file);
  for (const [name, value] of Object.entries(change)) body.append(name, value);
  if (change.change) body.append("document_id", documentOf(upload) ?? "");

  const request = new XMLHttpRequest();
  running.set(upload, request);
  before?.abort();
  upload.lastSent = [files, change];
  fail(upload, "");
  mark(upload, unread.get(upload) ?? "");
  upload.dispatchEvent(new CustomEvent("upload:started"));
  const saying = files.length ? upload.dataset.textRunning : upload.dataset.textChanging;
  say(upload, saying, files.length ? 0 : undefined);
  request.upload.addEventListener("progress", (event) => {
    if (files.length && event.lengthComputable) say(upload, upload.dataset.textRunning, Math.floor((100 * event.loaded) / event.total));
  });
  request.upload.addEventListener("load", () => files.length && say(upload, upload.dataset.textReading));
  request.addEventListener("load", () => {
    const received = answered(upload, request.response);
    // The pages were changed elsewhere meanwhile: now that we know how they are, added ones can follow them.
    if (received && request.status === 409 && files.length && !again) return add(upload, files, true);
    finish(upload, received && request.status < 400);
  });
  const broken = () => {
    if (running.get(upload) !== request) return; // cancelled, or another choice took its place
    fail(upload, upload.dataset.textFailed);
    finish(upload, false);
  };
  for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, broken);
  request.open("POST", change.change ? upload.dataset.changeUrl : upload.dataset.uploadUrl);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(body);
}

function cancel(upload) {
  const request = running.get(upload);
  running.delete(upload);
  queued.delete(upload);
  request?.abort();
  chooser(upload).value = "";
  fail(upload, "");
  finish(upload, false);
  part(upload, "progress").hidden = true;
  part(upload, "error").textContent = upload.dataset.textCancelled;
  part(upload, "again").hidden = false;
}

const uploadOf = (event) => event.target.closest?.("[data-upload]");
const documentOf = (upload) => upload.querySelector('input[name="document_id"]')?.value;

function take(input) {
  const upload = input.closest("[data-upload]");
  const files = [...input.files];
  if (!upload || !files.length) return;
  if (!input.hasAttribute("data-adds-pages")) return replace(upload, files);
  input.value = "";
  if (running.has(upload)) queued.set(upload, [...(queued.get(upload) ?? []), ...files]);
  else add(upload, files);
}

document.addEventListener("change", (event) => {
  if (event.target.type === "file") take(event.target);
});
// On a slow line a file can be chosen before this script has arrived.
document.querySelectorAll('[data-upload] input[type="file"]').forEach(take);

document.addEventListener("upload:change", (event) => {
  if (!running.has(event.target)) send(event.target, [], event.detail);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-upload-cancel]")) cancel(uploadOf(event));
  if (event.target.closest("[data-upload-retry]") && uploadOf(event).lastSent) send(uploadOf(event), ...uploadOf(event).lastSent);
});

document.addEventListener("dragover", (event) => {
  uploadOf(event)?.classList.add("upload--over");
  if (uploadOf(event)) event.preventDefault();
});
document.addEventListener("dragleave", (event) => uploadOf(event)?.classList.remove("upload--over"));
document.addEventListener("drop", (event) => {
  const upload = uploadOf(event);
  if (!upload) return;
  event.preventDefault();
  upload.classList.remove("upload--over");
  if (event.dataTransfer.files.length) replace(upload, [...event.dataTransfer.files]);
});
document.addEventListener("paste", (event) => {
  const upload = uploadOf(event) ?? document.querySelector("[data-upload]");
  if (upload && event.clipboardData.files.length) replace(upload, [...event.clipboardData.files]);
});

// The person acts for another company by now (409): what was read in this document is not asked for again and again.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 409) event.target.closest(".advice")?.remove();
});

// Sending the form while files are on their way waits for them, and says so.
document.addEventListener(
  "submit",
  (event) => {
    const upload = [...running.keys()].find((element) => event.target.contains(element));
    if (!upload) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.set(event.target, event.submitter);
    const bar = upload.querySelector("progress");
    say(upload, upload.dataset.textWaiting, bar.position < 0 ? undefined : bar.value);
    upload.scrollIntoView({ block: "center" });
  },
  true,
);
