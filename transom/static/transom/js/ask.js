// Asks the desk for something beside the page that is shown: a draft kept, a preview, who can be mentioned.

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

/** As `fetch`, with the page's token on everything that changes something. Rejects where the desk cannot be reached. */
export function ask(url, { method = "GET", body, headers = {}, keepalive = false } = {}) {
  const own = method === "GET" ? {} : { "X-CSRFToken": token() };
  return fetch(url, { method, body, keepalive, headers: { ...own, ...headers }, credentials: "same-origin" });
}

/** The same with progress, for files: `progress` is called with 0 to 1. Gives the request, which can be aborted, as `.request`. */
export function upload(url, body, progress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("load", () => resolve({ status: request.status, text: request.responseText }));
    for (const kind of ["error", "timeout"]) request.addEventListener(kind, () => reject(new Error(kind)));
    request.addEventListener("abort", () => resolve({ status: 0, text: "" }));
  });
  request.open("POST", url);
  request.setRequestHeader("X-CSRFToken", token());
  request.send(body);
  return { request, done };
}

/** The nodes of a piece of HTML that the desk sent. */
export function nodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
