// `/` at the beginning of a line or behind a space opens what is saved: replies and macros. Whoever goes on typing
// chooses among the names; what fits none is left to be text. The words of the menu come from the server, with the menu.
//
// The field stays a text field of many lines, which may not be a combobox; so it says as one that helps with a list
// (aria-autocomplete, aria-controls, aria-activedescendant) what is chosen.

const LONGEST = 40;
const PAUSE = 120;

export function start(root) {
  for (const form of root.querySelectorAll("[data-slash]")) {
    const field = form.querySelector("[data-composer-body]");
    if (field) new Slash(form, field);
  }
}

class Slash {
  constructor(form, field) {
    Object.assign(this, { form, field, menu: null, at: -1, left: -1, rows: [], chosen: 0, read: new Map() });
    field.addEventListener("focus", () => this.fetch(), { once: true });
    field.addEventListener("input", () => this.look());
    field.addEventListener("click", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    form.addEventListener("composer:kind", () => this.turn());
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-slash-without]")) this.without();
    });
    for (const opener of form.querySelectorAll("[data-slash-open]")) {
      opener.addEventListener("click", (event) => this.ask(event));
    }
  }

  /** The button of the composer, which without this script is a page of its own. */
  ask(event) {
    event.preventDefault();
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.field.focus();
    this.field.setRangeText(/(^|\s)$/.test(before) ? "/" : " /", before.length, this.field.selectionEnd, "end");
    this.left = -1;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Where a slash stands that the caret is behind, and what was typed since; null where there is none. */
  typed() {
    const { value, selectionStart: caret, selectionEnd } = this.field;
    if (caret !== selectionEnd) return null;
    const at = value.lastIndexOf("/", caret - 1);
    if (at < 0 || caret - at > LONGEST || (at > 0 && !/\s/.test(value[at - 1]))) return null;
    const words = value.slice(at + 1, caret);
    return words.includes("\n") || words.startsWith(" ") ? null : { at, words };
  }

  async look() {
    const typed = this.typed();
    if (!typed) this.left = -1;
    if (!typed || typed.at === this.left) return this.close();
    if (!this.menu) await this.fetch();
    const now = this.typed();
    if (this.menu && now?.at === typed.at && document.activeElement === this.field) this.show(now);
  }

  /** Enter was pressed before the menu was here: it means the first that fits, or else a new line after all. */
  async hurry() {
    const { field } = this;
    const place = field.selectionStart;
    await this.fetching;
    const typed = this.menu && this.typed();
    if (typed) this.show(typed);
    if (typed && this.at >= 0 && this.rows.length) return this.take(this.rows[0]);
    field.setRangeText("\n", place, place, field.selectionStart === place ? "end" : "preserve");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fetch() {
    this.fetching ??= this.make();
    return this.fetching;
  }

  async make() {
    const answer = await fetch(this.form.dataset.slash).catch(() => null);
    if (!answer?.ok) {
      this.fetching = null;
      return;
    }
    const menu = Object.assign(document.createElement("div"), { className: "slash", hidden: true, innerHTML: await answer.text() });
    this.menu = menu; // only now: who asks whether it is here means all of it
    this.form.append(this.menu);
    // The field keeps the focus: what is pressed here would take it away first.
    this.menu.addEventListener("pointerdown", (event) => event.target.closest("a") || event.preventDefault());
    this.menu.addEventListener("click", (event) => {
      const row = event.target.closest("[data-slash-url]");
      if (row) this.take(row);
    });
  }

  show({ at, words }) {
    const wanted = words.trim().toLowerCase();
    const all = [...this.menu.querySelectorAll("[data-slash-url]")];
    const fits = (row) => {
      const name = row.dataset.slashName;
      return name.startsWith(wanted) ? 2 : ` ${name}`.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 0 : -1;
    };
    this.rows = all.filter((row) => fits(row) >= 0).sort((one, other) => (wanted ? fits(other) - fits(one) : 0));
    for (const row of all) row.hidden = true;
    for (const row of this.rows) {
      row.hidden = false;
      row.parentElement.append(row);
    }
    const empty = this.menu.querySelector("[data-slash-empty]");
    if (!this.rows.length && !(empty && !wanted)) return this.close();
    this.at = at;
    this.menu.hidden = false;
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-haspopup", "listbox");
    this.field.setAttribute("aria-controls", "slash-list");
    this.choose(0);
  }

  choose(place) {
    if (!this.rows.length) return;
    this.chosen = (place + this.rows.length) % this.rows.length;
    for (const row of this.rows) row.setAttribute("aria-selected", String(row === this.rows[this.chosen]));
    const row = this.rows[this.chosen];
    row.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", row.id);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.preview(row), this.read.has(row.id) ? 0 : PAUSE);
  }

  async preview(row) {
    if (!this.read.has(row.id)) {
      const answer = await fetch(row.dataset.slashUrl).catch(() => null);
      if (answer?.ok) this.read.set(row.id, await answer.text());
    }
    if (row === this.rows[this.chosen]) {
      this.menu.querySelector("[data-slash-preview]").innerHTML = this.read.get(row.id) ?? "";
    }
  }

  close() {
    clearTimeout(this.waiting);
    if (this.menu) this.menu.hidden = true;
    this.at = -1;
    for (const name of ["activedescendant", "controls", "haspopup", "autocomplete"]) {
      this.field.removeAttribute(`aria-${name}`);
    }
  }

  key(event) {
    if (!this.menu && this.fetching && event.key === "Enter" && !event.ctrlKey && !event.metaKey && this.typed()?.words) {
      event.preventDefault();
      this.hurry();
    }
    if (this.at < 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowDown: () => this.choose(this.chosen + 1),
      ArrowUp: () => this.choose(this.chosen - 1),
      Enter: () => this.take(this.rows[this.chosen]),
      Tab: () => this.take(this.rows[this.chosen]),
      Escape: () => {
        this.left = this.at;
        this.close();
      },
    }[event.shiftKey ? "" : event.key];
    if (!act || (!this.rows.length && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  async take(row) {
    const { at } = this;
    const end = this.field.selectionStart;
    const typed = this.field.value.slice(at, end);
    this.close();
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token });
    const answer = await fetch(row.dataset.slashUrl, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const taken = await answer.json();
    if (taken.words === undefined) this.tell(taken.told);
    if (taken.words === undefined) return;
    if (this.field.value.slice(at, end) === typed) this.field.setRangeText("", at, end, "start");
    if (taken.speaks) this.speak(taken.speaks);
    if (taken.changes) this.form.elements.changes.value = JSON.stringify(taken.changes);
    if (taken.changes || taken.told.trim()) this.tell(taken.told);
    this.field.focus();
    this.field.setRangeText(taken.words, this.field.selectionStart, this.field.selectionEnd, "end");
    this.left = -1;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  speak(kind) {
    const tab = this.form.querySelector(`[name="kind"][value="${kind}"]`);
    if (tab && !tab.checked) tab.click();
  }

  /** The other tab has been opened: what its words do is its own, too. */
  turn() {
    const other = this.form.querySelector("[data-other-kind]").dataset;
    const { changes } = this.form.elements;
    const told = this.form.querySelector("[data-slash-told]");
    const otherTold = this.form.querySelector("[data-other-told]");
    this.close();
    [changes.value, other.changes] = [other.changes, changes.value];
    [told.innerHTML, otherTold.innerHTML] = [otherTold.innerHTML, told.innerHTML];
  }

  tell(html) {
    this.form.querySelector("[data-slash-told]").innerHTML = html;
  }

  without() {
    this.form.elements.changes.value = "";
    this.tell("");
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
