// Texts to acknowledge: one open at a time, the tick opens at the end of the text. What was read, and for how long, goes
// along as evidence. Without this script every text is open and every tick can be set.

const END = 4; // pixels from the end that count as the end: scrolling stops at fractions

class Text {
  constructor(element, texts) {
    this.element = element;
    this.texts = texts;
    this.reading = element.querySelector("[data-reading]");
    this.tick = element.querySelector("[data-tick]");
    this.body = element.querySelector(".text__body");
    this.toggle = element.querySelector("[data-text-toggle]");
    this.read = 0;
    this.seconds = 0;
    this.tick.disabled = !this.tick.checked;
    element.querySelector("[data-tick-hint]").hidden = this.tick.checked;
    this.reading.addEventListener("scroll", () => this.measure(), { passive: true });
    this.tick.addEventListener("change", () => this.ticked());
    this.toggle.addEventListener("click", () => this.open(this.body.hidden));
    new ResizeObserver(() => this.measure()).observe(this.reading);
  }

  open(yes) {
    if (yes) for (const other of this.texts) if (other !== this) other.open(false);
    this.body.hidden = !yes;
    this.toggle.setAttribute("aria-expanded", String(yes));
    this.show();
    if (yes) this.measure();
  }

  measure() {
    const box = this.reading;
    if (box.clientHeight === 0) return;
    const left = box.scrollHeight - box.clientHeight - box.scrollTop;
    const percent = left <= END ? 100 : Math.floor((100 * (box.scrollTop + box.clientHeight)) / box.scrollHeight);
    if (percent <= this.read) return;
    this.read = percent;
    this.element.querySelector("progress").value = percent;
    this.element.querySelector("[data-percent]").textContent = percent;
    if (percent === 100) this.reachEnd();
  }

  reachEnd() {
    this.element.querySelector("[data-to-end]").value = "1";
    this.element.querySelector("[data-tick-hint]").hidden = true;
    this.tick.disabled = false;
  }

  ticked() {
    const next = this.texts.find((text) => !text.tick.checked);
    this.show();
    if (!this.tick.checked || !next) return;
    next.open(true);
    next.reading.focus({ preventScroll: true });
    next.element.scrollIntoView({ block: "start" });
  }

  show() {
    this.element.classList.toggle("text--done", this.tick.checked);
    this.element.classList.toggle("text--now", !this.body.hidden && !this.tick.checked);
  }

  count() {
    if (this.body.hidden || document.hidden) return;
    this.seconds += 1;
    this.element.querySelector("[data-seconds]").value = this.seconds;
  }
}

function start(list) {
  const texts = [];
  for (const element of list.querySelectorAll("[data-text]")) texts.push(new Text(element, texts));
  const button = list.querySelector("[data-texts-button]");
  const left = list.querySelector("[data-texts-left]");

  const tell = () => {
    const open = texts.filter((text) => !text.tick.checked).length;
    button.disabled = open > 0;
    left.textContent = open > 0 ? left.dataset.textOpen.replace("#", open) : left.dataset.textDone;
  };

  list.addEventListener("change", tell);
  list.classList.add("texts--ready");
  for (const text of texts) text.open(false);
  texts.find((text) => !text.tick.checked)?.open(true);
  setInterval(() => texts.forEach((text) => text.count()), 1000);
  tell();
}

for (const list of document.querySelectorAll("[data-texts]")) start(list);
