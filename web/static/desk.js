"use strict";
// The pages work without this; it completes names, shows facts beside the text, copies answers and takes dropped files.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function completing(box) {
  const list = box.list;
  let waiting = 0, last = "";
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = box.value.trim();
      if (!typed || typed === last) return;
      last = typed;
      const answer = await fetch(`${box.dataset.complete}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (!answer || !answer.ok || box.value.trim() !== typed) return;
      const { items } = await answer.json();
      list.replaceChildren(...items.map(({ value, kind }) => {
        const option = document.createElement("option");
        option.value = value;
        option.label = kind;
        return option;
      }));
    }, 120);
  });
}

function copying(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const words = document.querySelector(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(words).then(
      () => { button.textContent = "已复制"; },
      () => { button.textContent = "复制不了"; },
    );
  });
}

function reading(beside) {
  const light = (at) => {
    all("mark").forEach((mark) => mark.replaceWith(...mark.childNodes));
    all(`a.m[href*="at=${at}#"]`).forEach((own, index) => {
      const mark = document.createElement("mark");
      if (!index) mark.id = "at";
      own.replaceWith(mark);
      mark.append(own);
    });
  };
  document.addEventListener("click", async (event) => {
    const own = event.target.closest(".text a.m, #fact .go");
    if (!own || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(own.href);
    if (url.pathname !== location.pathname) return;
    const at = url.searchParams.get("at");
    const keyboard = event.detail === 0;
    const inText = own.matches(".text a.m");
    event.preventDefault();
    const answer = await fetch(`${url.pathname}/fact?at=${at}`).catch(() => null);
    if (!answer || !answer.ok || !document.querySelector(`a.m[href*="at=${at}#"]`)) { location.assign(own.href); return; }
    beside.innerHTML = await answer.text();
    light(at);
    history.replaceState(null, "", own.href);
    if (!inText) document.getElementById("at")?.scrollIntoView({ block: "center" });
    if (keyboard) { beside.tabIndex = -1; beside.focus(); }
  });
}

function uploading(form) {
  const files = form.querySelector("input[type=file]"), drop = form.querySelector(".drop");
  const told = form.querySelector("output"), bar = form.querySelector("progress");
  const tell = () => { told.textContent = [...files.files].map((one) => one.name).join("\n"); };
  files.addEventListener("change", tell);
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") { files.files = event.dataTransfer.files; tell(); }
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    bar.hidden = false;
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = (100 * loaded) / total; });
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); told.textContent = "已传完，正在读……"; });
    request.addEventListener("loadend", () => {
      bar.hidden = true;
      told.textContent = request.status ? "" : "没有传成；请检查服务是否还开着，再传一次。";
      if (!request.responseText) return;
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      all("p.error").forEach((old) => old.remove());
      const error = page.querySelector("p.error"), results = page.getElementById("results");
      if (error) form.before(error);
      if (results) document.getElementById("results").replaceChildren(...results.childNodes);
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.send(new FormData(form));
  });
}

all("[data-complete]").forEach(completing);
all("[data-copy]").forEach(copying);
all("#fact").forEach(reading);
all("form.upload").forEach(uploading);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, textarea, select")) return;
  const box = document.querySelector("main input:not([type=hidden])");
  if (box) { event.preventDefault(); box.focus(); }
});
