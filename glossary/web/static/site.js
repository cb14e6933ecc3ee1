// Suggestions as one types, and copy buttons. Every page works without this file; no text is ever written as HTML.
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

document.querySelectorAll("form[data-suggest]").forEach(suggestInto);
document.querySelectorAll("button.copy").forEach(copyFrom);
