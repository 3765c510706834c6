"use strict";
// The pages work without this; it completes names, shows facts beside the text, copies answers, takes dropped
// files, says that something is being worked on, and opens on paper what is shut on the screen.

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

const oneLine = (node) => node.textContent.replace(/\s+/g, " ").trim();

function proofsOf(part) {
  return all("h3, .task, .proof", part).map((node) => {
    const own = node.cloneNode(true);
    all(".go", own).forEach((link) => link.remove());
    return `${{ H3: "\n", LI: "    " }[own.tagName] ?? "  "}${oneLine(own)}`;
  });
}

function copying(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const whole = document.querySelector(button.dataset.copy).cloneNode(true);
    whole.querySelectorAll("summary").forEach((own) => own.remove());
    const said = whole.textContent;
    const proofs = button.dataset.with ? proofsOf(document.querySelector(button.dataset.with)) : [];
    await navigator.clipboard.writeText([said, ...proofs].join("\n")).then(
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
    if (keyboard) beside.focus();
  });
  beside.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("mark a.m")?.focus();
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
  const button = form.querySelector("button");
  const refuse = (words) => {
    const said = document.createElement("p");
    said.className = "error";
    said.setAttribute("role", "alert");
    said.textContent = words;
    all("p.error").forEach((old) => old.remove());
    form.before(said);
  };
  const tooMuch = () => {
    const { most, limit } = form.dataset, sent = [...files.files];
    if (sent.length > most) return `一次最多传 ${most} 份文件；请分几次，或打成一个 .zip 再传。`;
    return sent.reduce((sum, one) => sum + one.size, 0) > limit * 1e6 ? `一次最多收 ${limit} MB；请分几次传。` : "";
  };
  const show = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const error = page.querySelector("p.error, section.error p"), results = page.getElementById("results");
    all("p.error").forEach((old) => old.remove());
    if (!request.status) refuse("没有传成；请检查服务是否还开着，再传一次。");
    else if (error) refuse(error.textContent);
    else if (!results) refuse(`没有收（${request.status}）；请过一会儿再传。`);
    if (results) document.getElementById("results").replaceChildren(...results.childNodes);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faulty = tooMuch();
    if (faulty) { refuse(faulty); return; }
    const request = new XMLHttpRequest();
    bar.hidden = false;
    button.disabled = true;
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = (100 * loaded) / total; });
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); told.textContent = "已传完，正在读……"; });
    request.addEventListener("loadend", () => {
      bar.hidden = true;
      button.disabled = false;
      told.textContent = "";
      show(request);
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

function slashing(button) {
  const isOn = () => localStorage.getItem("slash") !== "off";
  const tell = () => {
    button.setAttribute("aria-pressed", String(isOn()));
    button.textContent = isOn() ? "快捷键：按 / 到输入框（点此关掉）" : "快捷键 / 已关（点此打开）";
  };
  button.hidden = false;
  button.addEventListener("click", () => { localStorage.setItem("slash", isOn() ? "off" : "on"); tell(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !isOn()) return;
    const box = document.querySelector("main input:not([type=hidden])");
    if (box) { event.preventDefault(); box.focus(); }
  });
  tell();
}

function working(place) {
  let waiting = 0;
  const stop = () => { clearTimeout(waiting); place.replaceChildren(); };
  const start = () => {
    stop();
    waiting = setTimeout(() => {
      const words = document.createElement("span");
      words.textContent = "正在查，请稍候……";
      place.append(words);
    }, 400);
  };
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) start(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("download") || link.href.split("#")[0] === location.href.split("#")[0]) return;
    if (link.origin === location.origin) start();
  });
  addEventListener("pageshow", stop);
  addEventListener("pagehide", stop);
}

function printing() {
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = all("details:not([open]):not(.chrome)");
    shut.forEach((own) => { own.open = true; });
  });
  addEventListener("afterprint", () => { shut.forEach((own) => { own.open = false; }); });
}

all("#slash").forEach(slashing);
all("#working").forEach(working);
printing();
