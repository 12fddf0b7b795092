// The frames of the style guide are as high as what is in them, so that light and dark stand line by line beside each other.

function fit(frame) {
  const page = frame.contentDocument?.body;
  if (page) frame.style.blockSize = `${page.scrollHeight}px`;
}

export function start(root) {
  for (const frame of root.querySelectorAll("iframe[data-whole-frame]")) {
    const watch = () => {
      fit(frame);
      new frame.contentWindow.ResizeObserver(() => fit(frame)).observe(frame.contentDocument.body);
    };
    frame.addEventListener("load", watch);
    if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.body.childElementCount) watch();
  }
}
