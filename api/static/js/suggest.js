// Suggestions under a field (WAI-ARIA combobox with a listbox). The field shows the name of what is chosen and the form
// sends its id; what is only written is sent as it is, for the server understands names too.
import { glyph, words } from "./glyphs.js";

let made = 0;

export function suggestions(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.id = `suggest-${++made}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  list.tabIndex = -1; // it scrolls, and would be a stop of the Tab key that is gone once it is reached
  box.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }))
    input.setAttribute(name, value);

  const live = box.hasAttribute("data-go");
  const sent = live ? null : Object.assign(document.createElement("input"), { type: "hidden", name: input.name, value: input.value });
  if (sent) {
    input.removeAttribute("name");
    box.append(sent);
    if (box.dataset.name) input.value = input.defaultValue = box.dataset.name;
    const first = sent.value;
    input.form?.addEventListener("reset", () => { sent.value = first; });
  }
  const local = box.dataset.source ? JSON.parse(document.querySelector(box.dataset.source).textContent) : null;
  let items = [], active = -1, asked = 0, timer = 0;

  async function find(text) {
    const ask = ++asked;
    let found = [];
    if (local) found = within(local, text);
    else if (text) {
      const query = new URLSearchParams({ q: text, limit: "8" });
      if (box.dataset.label) query.set("label", box.dataset.label);
      try {
        const answer = await fetch(`/api/v1/entities?${query}`, { headers: { Accept: "application/json" } });
        if (answer.ok) found = (await answer.json()).items;
      } catch { return close(); }
    }
    if (ask === asked && document.activeElement === input) show(found, text);
  }

  function show(found, text) {
    items = found;
    active = -1;
    list.replaceChildren(...items.map((item, place) => {
      const row = document.createElement("li");
      row.id = `${list.id}-${place}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const name = document.createElement("span"), kind = document.createElement("small");
      name.textContent = item.name;
      kind.textContent = words(item.label);
      row.append(glyph(item.label), name, kind);
      row.addEventListener("pointerdown", event => { event.preventDefault(); choose(place); });
      return row;
    }));
    if (!items.length && text) {
      const none = document.createElement("li");
      none.className = "none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = local ? "Not in this network at this level" : "Nothing found";
      list.append(none);
    }
    const open = list.childElementCount > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    active = (place + items.length) % items.length;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    const item = items[place];
    close();
    if (live) { location.href = `/entities/${encodeURI(item.id)}`; return; }
    input.value = item.name;
    sent.value = item.id;
    const picked = box.parentElement.querySelector(".picked");
    if (picked) picked.replaceChildren(glyph(item.label), ` ${words(item.label)}, ${item.id}`);
    input.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: item }));
  }

  input.addEventListener("input", () => {
    if (sent) sent.value = input.value.trim();
    clearTimeout(timer);
    timer = setTimeout(() => find(input.value.trim()), local ? 0 : 120);
  });
  input.addEventListener("focus", () => { if (local && !input.value) find(""); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" && list.hidden) { find(input.value.trim()); event.preventDefault(); }
    else if (list.hidden || !items.length) return;
    else if (event.key === "ArrowDown") { mark(active + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp") { mark(active < 0 ? items.length - 1 : active - 1); event.preventDefault(); }
    else if (event.key === "Enter" && active >= 0) { choose(active); event.preventDefault(); }
    else if (event.key === "Escape") { close(); event.preventDefault(); event.stopPropagation(); }
  });
}

const folded = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function within(all, text) {
  const wanted = folded(text);
  const hits = all.filter(one => !wanted || folded(one.name).includes(wanted) || one.id.toLowerCase().includes(wanted));
  return hits.sort((a, b) => !folded(a.name).startsWith(wanted) - !folded(b.name).startsWith(wanted)).slice(0, 12);
}
