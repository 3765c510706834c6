() => {
  const faults = [];
  const told = (node) => `${node.tagName.toLowerCase()}.${node.className?.baseVal ?? node.className} “${(node.textContent || "").trim().slice(0, 20)}”`;
  const seen = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && node.getClientRects().length;
  const name = (node) => (node.getAttribute("aria-label") || node.textContent || node.getAttribute("title") || "").trim();

  for (const node of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!node.labels?.length && !node.getAttribute("aria-label")) faults.push(`没有标签：${node.name}`);
  for (const node of document.querySelectorAll("a[href], button")) if (!name(node)) faults.push(`没有名字：${node.outerHTML.slice(0, 90)}`);
  for (const node of document.querySelectorAll("th")) if (!node.scope) faults.push(`表头没有 scope：${told(node)}`);
  for (const node of document.querySelectorAll("svg:not([aria-hidden])")) if (!node.getAttribute("aria-label")) faults.push("图没有名字");
  for (const node of document.querySelectorAll("summary a, summary button, a a, button a")) faults.push(`按得开的里面又有链接：${told(node)}`);
  for (const node of document.querySelectorAll("main *")) {
    const style = getComputedStyle(node);
    const scrolls = [style.overflowX, style.overflowY].some((way) => way === "auto" || way === "scroll");
    if (scrolls && seen(node) && node.tabIndex < 0 && !node.querySelector("a[href], button, input")) faults.push(`滚得动却到不了：${told(node)}`);
  }
  if (document.querySelectorAll("h1").length !== 1) faults.push("一级标题不是一个");
  if (!document.documentElement.lang) faults.push("没有写语言");
  if (!document.title) faults.push("没有页题");
  let last = 0;
  for (const node of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(node.tagName[1]);
    if (level > last + 1) faults.push(`标题跳级：${told(node)}`);
    last = level;
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push(`编号重复：${id}`);

  const parsed = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return color.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parsed(getComputedStyle(at).backgroundColor);
      if (color[3] === 1) return color;
    }
    return parsed(getComputedStyle(document.documentElement).getPropertyValue("background-color"));
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || done.has(node) || node.closest("svg, datalist, script, .unseen, .skip, option") || !seen(node)) continue;
    done.add(node);
    const style = getComputedStyle(node);
    const [a, b] = [light(parsed(style.color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push(`对比 ${ratio.toFixed(2)}：${told(node)}`);
  }
  return [...new Set(faults)];
}
