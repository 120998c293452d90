// Dialogs: opened by a button, told once in a browser, or at once; the browser itself gives the focus back.

const SEEN = "portpass.seen.";

function wasSeen(dialog) {
  try {
    return localStorage.getItem(SEEN + dialog.dataset.openOnce) !== null;
  } catch {
    return false;
  }
}

function rememberSeen(dialog) {
  try {
    localStorage.setItem(SEEN + dialog.dataset.openOnce, "1");
  } catch {
    // A browser that keeps nothing shows the news again next time.
  }
}

function openNextNews() {
  if (document.querySelector("dialog[open]")) return;
  [...document.querySelectorAll("dialog[data-open-once]")].find((dialog) => !wasSeen(dialog))?.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
});

// Where nothing opened a dialog, nothing gets the focus back: it goes to the page itself.
document.addEventListener(
  "close",
  (event) => {
    const nowhere = document.activeElement === document.body || event.target.contains(document.activeElement);
    if (nowhere) document.getElementById("main")?.focus({ preventScroll: true });
  },
  true,
);

// `close` does not bubble, so it is caught on its way down.
document.addEventListener(
  "close",
  (event) => {
    if (!event.target.matches?.("dialog[data-open-once]")) return;
    rememberSeen(event.target);
    openNextNews();
  },
  true,
);

document.querySelector("dialog[data-open-now]")?.showModal();
openNextNews();
