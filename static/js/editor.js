// Writing a text of the portal: buttons that write Markdown, files put where the caret is, and words that are nowhere else
// yet. Everything else the form does without a script.

const form = document.querySelector("form.editor");
const said = document.getElementById("files-said");

// Changes pass through the browser's own editing, so that Ctrl+Z takes them back.
function write(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// The whole lines that the selection touches.
function linesOf(area) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", Math.max(selectionStart, selectionEnd - (selectionEnd > selectionStart ? 1 : 0)));
  return { from, to: end < 0 ? value.length : end };
}

// Pressed again, the signs go away.
function beginLines(area, sign, isOurs) {
  const { from, to } = linesOf(area);
  const lines = area.value.slice(from, to).split("\n");
  const off = lines.every((line) => isOurs.test(line));
  const bare = lines.map((line) => line.replace(/^(#{1,6} |- |[0-9]+\. )/, ""));
  const text = (off ? bare : bare.map((line, number) => sign(number) + line)).join("\n");
  write(area, from, to, text);
  area.setSelectionRange(lines.length > 1 ? from : from + text.length, from + text.length);
}

function wrap(area, sign) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to);
  const isInside = value.slice(from - sign.length, from) === sign && value.slice(to, to + sign.length) === sign;
  if (isInside) {
    write(area, from - sign.length, to + sign.length, words);
    area.setSelectionRange(from - sign.length, to - sign.length);
  } else {
    write(area, from, to, sign + words + sign);
    area.setSelectionRange(from + sign.length, to + sign.length);
  }
}

// The caret waits where the address belongs; without chosen words, where they belong.
function link(area) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to);
  write(area, from, to, `[${words}]()`);
  const caret = words ? from + words.length + 3 : from + 1;
  area.setSelectionRange(caret, caret);
}

// A block stands apart from what is around it by empty lines.
function insertBlock(area, text) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const before = value.slice(0, from);
  const after = value.slice(to);
  const head = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  write(area, from, to, head + text + tail);
}

const writes = {
  heading: (area) => beginLines(area, () => "## ", /^## /),
  subheading: (area) => beginLines(area, () => "### ", /^### /),
  list: (area) => beginLines(area, () => "- ", /^- /),
  numbers: (area) => beginLines(area, (number) => `${number + 1}. `, /^[0-9]+\. /),
  bold: (area) => wrap(area, "**"),
  link,
  table: (area) => insertBlock(area, area.lang === "en" ? "| | |\n| --- | --- |\n| | |" : "| 項目 | 說明 |\n| --- | --- |\n| | |"),
};
const KEYS = { b: "bold", k: "link" };

// One stop for the Tab key, arrows within.
function move(bar, event) {
  const buttons = [...bar.querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  const last = buttons.length - 1;
  const to = { ArrowRight: here < last ? here + 1 : 0, ArrowLeft: here > 0 ? here - 1 : last, Home: 0, End: last }[event.key];
  if (here < 0 || to === undefined) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = -1;
  buttons[to].tabIndex = 0;
  buttons[to].focus();
}

for (const bar of document.querySelectorAll("[data-tools]")) {
  const area = document.getElementById(bar.dataset.tools);
  bar.addEventListener("keydown", (event) => move(bar, event));
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-writes]");
    if (button) writes[button.dataset.writes](area);
  });
  area.addEventListener("keydown", (event) => {
    const name = KEYS[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    writes[name](area);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-inserts]");
  if (!button) return;
  const area = document.getElementById(button.dataset.into);
  const isPicture = button.dataset.inserts.startsWith("!");
  if (isPicture) insertBlock(area, button.dataset.inserts);
  else write(area, area.selectionStart, area.selectionEnd, button.dataset.inserts);
  area.scrollIntoView({ block: "center" });
  tell(said.dataset.textInserted);
});

// A button that cannot go further stays where it is, so that the focus does.
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest('[aria-disabled="true"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

function tell(words) {
  said.textContent = "";
  setTimeout(() => (said.textContent = words), 50);
}

// The list of files was drawn anew: what was said of it is told, the words typed beside it are unsaved as they were, and
// where the pressed button is gone the focus goes to the heading or to what has to be mended.
document.addEventListener("htmx:afterSettle", (event) => {
  const region = document.getElementById("files-region");
  if (event.detail.elt !== region && event.detail.target?.id !== "files-region") return;
  if (region.dataset.said) tell(region.dataset.said);
  const bad = region.querySelector('[aria-invalid="true"]');
  if (bad) bad.focus();
  else if (document.activeElement === document.body) document.getElementById("files-heading").focus();
  form.elements.namedItem("title").dispatchEvent(new Event("input", { bubbles: true }));
});

// A form with something to mend comes back with 422: its message belongs on the page as well.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "files-region" || event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

for (const kind of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(kind, (event) => {
    if (event.detail.target?.id !== "files-region" || event.detail.xhr.status === 401) return;
    said.classList.remove("visually-hidden");
    tell(event.detail.xhr.status === 413 ? said.dataset.textTooLarge : said.dataset.textFailed);
  });
}

// What came back unsaved from the server is to be asked about as well.
if (form?.hasAttribute("data-unsaved")) form.dispatchEvent(new CustomEvent("page:changed", { bubbles: true }));
if (document.querySelector("[data-previewed]")) document.getElementById("shown-heading").focus();
