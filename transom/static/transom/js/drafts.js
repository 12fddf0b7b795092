// Keeps what is written on the server: a moment after typing stops, when the composer is left, before the page goes.
// Until the server has said that it is kept, the words are in this window's own storage as well, so nothing is lost
// where the desk cannot be reached.

import { ask, nodes } from "./ask.js";
import "./own.js";

const AFTER = 800;
const AGAIN = 5000;
const MOST_ON_LEAVING = 60_000; // a browser carries no more once its page is gone
const known = new WeakMap();

const kindOf = (form) => form.querySelector('[name="kind"]:checked')?.value ?? "reply";
const bodyOf = (form) => form.querySelector("[data-composer-body]");
const place = (form, kind = kindOf(form)) => `transom.draft.${form.dataset.composer.split("?")[0]}.${kind}`;
const composers = () => [...document.querySelectorAll("[data-composer]")].filter((form) => known.has(form));

// This tab, also after it has loaded another page.
function own() {
  const mark = sessionStorage.getItem("transom.window") ?? Math.random().toString(36).slice(2) + Date.now().toString(36);
  sessionStorage.setItem("transom.window", mark);
  return mark;
}

export function start(root) {
  root.querySelectorAll("[data-composer]").forEach(bind);
}

function bind(form) {
  if (known.has(form)) return;
  const other = form.querySelector("[data-other-kind]");
  const versions = { [kindOf(form)]: form.elements.version.value, [other.dataset.otherKind]: other.dataset.version };
  const state = { versions, timer: 0, saving: null, kept: {}, status: {}, stopped: false, sent: false };
  known.set(form, state);
  recall(form, state);
  state.status[other.dataset.otherKind] = [...form.querySelector("[data-other-status]").content.childNodes];
  state.status[kindOf(form)] = [...form.querySelector("[data-draft-status]").childNodes];
  state.kept[kindOf(form)] ??= serial(fields(form));
  form.addEventListener("input", (event) => event.target.type !== "file" && event.target.name !== "kind" && changed(form));
  form.addEventListener("change", (event) => event.target.type === "checkbox" && changed(form));
  form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && save(form));
  form.addEventListener("submit", () => {
    clearTimeout(state.timer);
    state.sent = true;
    sessionStorage.removeItem(place(form));
  });
  decide(form, state);
}

// What this window had not handed over yet. The server compares it with what it has: both are shown where they differ.
function recall(form, state) {
  const kinds = [kindOf(form), ...Object.keys(state.versions).filter((kind) => kind !== kindOf(form))];
  const asked = form.querySelector('[aria-invalid="true"], .notice');
  for (const kind of kinds) {
    const words = JSON.parse(sessionStorage.getItem(place(form, kind)) ?? "null");
    if (!words?.body) continue;
    if (asked && kind === kindOf(form)) continue; // it came back from the server with everything that was typed
    if (kind !== kindOf(form)) {
      const radio = form.querySelector(`[name="kind"][value="${kind}"]`);
      if (bodyOf(form).value.trim() || !radio) continue;
      const other = form.querySelector("[data-other-kind]");
      other.dataset.otherKind = kindOf(form);
      radio.checked = true;
      for (const kept of form.querySelectorAll("[data-kept-of]")) kept.disabled = kept.dataset.keptOf !== kind;
    }
    if (words.body === bodyOf(form).value) return sessionStorage.removeItem(place(form, kind));
    bodyOf(form).value = words.body;
    state.versions[kind] = words.version;
    form.elements.version.value = words.version;
    state.kept[kind] = "";
    state.timer = setTimeout(() => save(form), 0);
    return;
  }
}

function fields(form, kind = kindOf(form)) {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") said.append(name, value);
  said.set("kind", kind);
  said.set("version", known.get(form).versions[kind] ?? "0");
  return said;
}

// Without what changes by itself.
function serial(said) {
  const copy = new URLSearchParams(said);
  for (const name of ["version", "window", "seen", "csrfmiddlewaretoken", "once", "kept"]) copy.delete(name);
  const files = said.getAll("kept").length;
  return `${copy}|${files}`;
}

/** Something was typed: it is kept in this window at once and on the server when typing stops. */
export function changed(form) {
  const state = known.get(form);
  if (!state) return;
  const kind = kindOf(form);
  state.sent = false;
  if (bodyOf(form).value.trim()) {
    const words = { body: bodyOf(form).value, version: state.versions[kind] ?? "0" };
    try {
      sessionStorage.setItem(place(form), JSON.stringify(words));
    } catch {
      // a full store: the server keeps them all the same
    }
  } else sessionStorage.removeItem(place(form));
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), AFTER);
}

/** Keeps what the composer holds now as words of `kind`, which the tab that is being left had. */
export function keep(form, kind) {
  const said = fields(form, kind);
  return save(form, { kind, said });
}

/** The words of `kind` were moved elsewhere: its draft goes. */
export function saveEmptied(form, kind) {
  const said = new URLSearchParams({ kind, body: "", version: known.get(form).versions[kind] ?? "0" });
  sessionStorage.removeItem(place(form, kind));
  return save(form, { kind, said });
}

/** The tab of `kind` has been opened: its own draft goes on. */
export function opened(form, kind) {
  const state = known.get(form);
  form.elements.version.value = state.versions[kind] ?? "0";
  state.kept[kind] ??= serial(fields(form, kind));
  shown(form, state.versions[kind] !== "0" && state.status[kind]);
}

// What is said of the draft: of each kind its own.
function shown(form, status) {
  form.querySelector("[data-draft-status]").replaceChildren(...(status || []));
  form.querySelector("[data-draft-menu]").hidden = !status;
}

export async function save(form, { kind = kindOf(form), said = null, keepalive = false } = {}) {
  const state = known.get(form);
  if (!state || state.stopped) return;
  clearTimeout(state.timer);
  if (state.saving && !keepalive) await state.saving.catch(() => {});
  if (!said && state.sent) return;
  said ??= fields(form, kind);
  said.set("version", state.versions[kind] ?? "0");
  said.set("window", own());
  const content = serial(said);
  if (content === (state.kept[kind] ?? serial(new URLSearchParams({ kind })))) return;
  if (keepalive && `${said}`.length > MOST_ON_LEAVING) return;
  state.saving = send(form, state, kind, said, content, keepalive);
  await state.saving;
  state.saving = null;
}

async function send(form, state, kind, said, content, keepalive) {
  const words = form.querySelector("[data-draft-words]").dataset;
  try {
    const answer = await ask(form.dataset.draftUrl, { method: "POST", body: said, headers: { "Transom-Autosave": "1" }, keepalive });
    const text = await answer.text();
    if (answer.status === 409) {
      form.querySelector("[data-draft-elsewhere]").replaceChildren(nodes(text));
      tell(form, "");
      decide(form, state);
    } else if (answer.redirected) tell(form, words.signedOut);
    else if (answer.status === 503) again(form, state, text);
    else if (!answer.ok) tell(form, words.refused);
    else {
      const kept = nodes(text).querySelector("[data-version]");
      state.kept[kind] = content;
      state.versions[kind] = kept.dataset.version;
      if (kind === kindOf(form)) form.elements.version.value = kept.dataset.version;
      const stored = JSON.parse(sessionStorage.getItem(place(form, kind)) ?? "null");
      if (stored?.body === said.get("body")) sessionStorage.removeItem(place(form, kind));
      else if (stored) sessionStorage.setItem(place(form, kind), JSON.stringify({ ...stored, version: kept.dataset.version }));
      state.status[kind] = [...kept.childNodes];
      if (kind === kindOf(form)) shown(form, kept.dataset.version !== "0" && state.status[kind]);
      delete form.dataset.unkept;
    }
  } catch {
    again(form, state, words.failed);
  }
}

function again(form, state, words) {
  tell(form, words);
  state.timer = setTimeout(() => form.isConnected && save(form), AGAIN);
}

function tell(form, words) {
  form.dataset.unkept = "";
  form.querySelector("[data-draft-status]").textContent = words;
}

// Newer words from elsewhere: both are on the page, and which of them goes on is for the writer to say.
function decide(form, state) {
  const acts = form.querySelector("[data-elsewhere-acts]");
  if (!acts) return;
  state.stopped = true;
  acts.hidden = false;
  acts.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-elsewhere]")?.dataset.elsewhere;
    if (!choice) return;
    const theirs = form.querySelector("[data-elsewhere-body]").textContent;
    const body = bodyOf(form);
    if (choice === "theirs") body.value = theirs;
    if (choice === "both") body.value = `${theirs}\n\n${body.value}`;
    state.versions[kindOf(form)] = form.elements.version.value = acts.dataset.version;
    state.stopped = false;
    state.kept[kindOf(form)] = "";
    form.querySelector("[data-draft-elsewhere]").replaceChildren();
    body.focus();
    changed(form);
  });
}

document.addEventListener("desk:leaving", (event) => {
  for (const form of composers()) {
    const state = known.get(form);
    if (event.detail.form === form) event.detail.waitFor(state.saving ?? Promise.resolve());
    else event.detail.waitFor(save(form));
  }
});

window.addEventListener("pagehide", () => {
  for (const form of composers()) if (!known.get(form).sent) save(form, { keepalive: true });
});

// What could not be sent is still in the composer, and still to be kept.
for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, () => composers().forEach(changed));
}
