// What every page uses: theme switch, copy buttons, suggestions, sortable tables, unfolding before print.
import { suggestions } from "./suggest.js";
import { sortable } from "./tables.js";

const root = document.documentElement;
const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

const button = document.querySelector(".theme");
button?.setAttribute("aria-pressed", String(dark()));
button?.addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  button.setAttribute("aria-pressed", String(dark()));
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
  dispatchEvent(new CustomEvent("themechange"));
});

for (const copy of document.querySelectorAll("[data-copy]")) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const text = document.querySelector(copy.dataset.copy)?.textContent.trim() ?? "";
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(document.querySelector(copy.dataset.copy));
      copy.textContent = "Selected: press Ctrl + C";
    }
  });
}

document.querySelectorAll("[data-suggest]").forEach(suggestions);
document.querySelectorAll("table[data-sort]").forEach(sortable);

// A choice in a form that needs no second thought sends it at once; without script there is a button.
for (const field of document.querySelectorAll("form [data-send]")) field.addEventListener("change", () => field.form.requestSubmit());

// Back to a page that the browser kept whole: its controls say what the address and the content say, not what was chosen last.
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[autocomplete="off"]')) form.reset();
});

const folded = [];
addEventListener("beforeprint", () => document.querySelectorAll("details:not([open], .keep)").forEach(one => { one.open = true; folded.push(one); }));
addEventListener("afterprint", () => folded.splice(0).forEach(one => { one.open = false; }));
