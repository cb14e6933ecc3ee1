// Suggestions as one types, copy buttons, and what a mention means when it is pointed at. Every page works without this file; no text is ever written as HTML.
"use strict";

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function suggestInto(form) {
  const input = form.querySelector("input");
  const list = element("ul", { class: "suggestions", role: "listbox", id: input.id + "-list", hidden: "" });
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(key, value);
  let chosen = -1, timer = 0, asked = 0;

  function choose(index) {
    const options = [...list.children];
    chosen = options.length ? (index + options.length + 1) % (options.length + 1) : -1;
    if (chosen === options.length) chosen = -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", options[chosen].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(rows) {
    list.replaceChildren(...rows.map((row, i) => {
      const option = element("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", "data-url": row.url });
      if (row.zh) option.append(element("span", { lang: "zh-Hans", class: "zh" }, row.zh));
      if (row.pinyin) option.append(element("span", { lang: "zh-Latn-pinyin", class: "pinyin" }, row.pinyin));
      option.append(element("span", { class: "english" }, row.english), element("span", { class: "kind" }, row.kind));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = row.url; });
      return option;
    }));
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  async function ask() {
    const query = input.value.trim(), mine = ++asked;
    if (query.length < 2 && !/\p{Script=Han}/u.test(query)) { show([]); return; }
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(query)}`);
      const rows = answer.ok ? await answer.json() : [];
      if (mine === asked) show(rows);
    } catch { show([]); }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 120);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", () => { asked++; show([]); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1); }
    else if (event.key === "Escape") { event.preventDefault(); asked++; show([]); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.href = list.children[chosen].dataset.url; }
  });
}

function copyFrom(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const status = document.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      if (status) status.textContent = `Copied: ${button.dataset.copy}`;
    } catch {
      if (status) status.textContent = "The browser did not allow copying.";
    }
  });
}

// A mention's title becomes a small card, for pointers and for the keyboard; it stays while pointed at, Escape closes it.
function explainMentions(text) {
  const tip = element("div", { class: "tip", role: "tooltip", id: "tip", hidden: "" });
  document.body.append(tip);
  let shown = null, timer = 0;

  function hide() {
    clearTimeout(timer);
    tip.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  }

  function show(link, mention) {
    hide();
    const { zh, pinyin, say } = mention.dataset;
    tip.replaceChildren(element("span", { class: "say" }, say));
    if (pinyin) tip.prepend(element("span", { lang: "zh-Latn-pinyin", class: "pinyin" }, pinyin));
    if (zh) tip.prepend(element("span", { lang: "zh-Hans", class: "zh" }, zh));
    tip.hidden = false;
    const box = link.getClientRects()[0], width = document.documentElement.clientWidth;
    tip.style.left = `${Math.max(8, Math.min(box.left, width - tip.offsetWidth - 8)) + scrollX}px`;
    tip.style.top = `${(box.bottom + tip.offsetHeight + 8 < innerHeight ? box.bottom + 4 : box.top - tip.offsetHeight - 4) + scrollY}px`;
    shown = link;
    link.setAttribute("aria-describedby", tip.id);
  }

  text.querySelectorAll(".mention").forEach((mention) => {
    mention.dataset.say = mention.title.split(" · ").slice(1).join(" · ");
    mention.removeAttribute("title");
  });
  function meant(event) {
    const link = event.target.closest?.(".mention a");
    return link && text.contains(link) ? link : null;
  }
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = meant(event);
    if (link) { clearTimeout(timer); timer = setTimeout(() => show(link, link.closest(".mention")), 150); }
    else if (!tip.contains(event.target)) { clearTimeout(timer); timer = setTimeout(hide, 200); }
    else clearTimeout(timer);
  });
  text.addEventListener("focusin", (event) => { const link = meant(event); if (link) show(link, link.closest(".mention")); });
  text.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

document.querySelectorAll(".document .text").forEach(explainMentions);
document.querySelectorAll("form[data-suggest]").forEach(suggestInto);
document.querySelectorAll("button.copy").forEach(copyFrom);
