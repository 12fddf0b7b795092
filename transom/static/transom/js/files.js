// Files of the composer: chosen, pasted or dropped, they go up at once, each with its progress, and can be stopped or taken
// out again. Without this script the chosen files go with the form.

import { nodes, upload } from "./ask.js";
import { changed } from "./drafts.js";

const coming = new WeakMap();

export function start(root) {
  for (const form of root.querySelectorAll("[data-composer]")) bind(form);
}

function bind(form) {
  if (coming.has(form)) return;
  coming.set(form, new Set());
  const input = form.querySelector("input[type=file]");
  const dropping = form.querySelector("[data-composer-dropping]");
  input.parentElement.dataset.files = 0;
  input.addEventListener("change", () => {
    take(form, [...input.files]);
    input.value = "";
  });
  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(form, files.map(named));
  });
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    dropping.hidden = false;
  });
  form.addEventListener("dragleave", (event) => form.contains(event.relatedTarget) || (dropping.hidden = true));
  form.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    dropping.hidden = true;
    take(form, [...event.dataTransfer.files]);
  });
  form.addEventListener("click", (event) => {
    const out = event.target.closest("[data-file-remove]");
    if (!out) return;
    event.preventDefault();
    out.closest(".composer-file").remove();
    form.querySelector("[data-composer-body]").focus();
    changed(form);
  });
  form.querySelectorAll("[data-file-remove]").forEach((one) => (one.hidden = false));
}

// A pasted picture is always called image.png; the moment tells them apart.
function named(file) {
  if (file.name !== "image.png") return file;
  const at = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return new File([file], `image-${at}.png`, { type: file.type });
}

function take(form, files) {
  form.querySelector("[data-upload-problems]").replaceChildren();
  for (const file of files) one(form, file);
}

async function one(form, file) {
  const kept = form.querySelector(".composer-kept:not([disabled])");
  const row = form.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-upload-name]").textContent = file.name;
  kept.append(row);
  const body = new FormData();
  for (const token of kept.querySelectorAll("[data-kept]:checked")) body.append("kept", token.value);
  body.append("file", file, file.name);
  const progress = (part) => (row.querySelector("progress").value = part);
  const { request, done } = upload(form.querySelector("[data-upload-url]").dataset.uploadUrl, body, progress);
  row.querySelector("[data-upload-cancel]").addEventListener("click", () => request.abort());
  const under = coming.get(form);
  under.add(done);
  try {
    const answer = await done;
    if (answer.status === 200) {
      const shown = nodes(answer.text);
      shown.querySelector("[data-file-remove]").hidden = false;
      row.replaceWith(shown);
      changed(form);
    } else if (answer.status) problem(form, [422, 503].includes(answer.status) ? answer.text : failed(form, file));
  } catch {
    problem(form, failed(form, file));
  } finally {
    row.remove();
    under.delete(done);
  }
}

const failed = (form, file) => form.querySelector("[data-upload-words]").dataset.failed.replace("{name}", file.name);

function problem(form, words) {
  const line = document.createElement("p");
  line.textContent = words;
  form.querySelector("[data-upload-problems]").append(line);
}

// What is sent while a file is on its way waits for it.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const under = coming.get(form);
    if (!under?.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const by = event.submitter;
    Promise.allSettled([...under]).then(() => form.isConnected && form.requestSubmit(by));
  },
  true,
);
