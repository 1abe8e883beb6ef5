// Sorts a table by a column. Cells may carry the value to sort by in data-v; a cell without a value always stands last.
export function sortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.dataset.sort === "no") return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") === "descending";
      heads.forEach(one => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      body.append(...[...body.rows].sort((one, other) => compare(one.cells[column], other.cells[column], ascending ? 1 : -1)));
    });
  });
}

function compare(one, other, direction) {
  const [a, b] = [value(one), value(other)];
  if (a === "" || b === "") return (a === "") - (b === "");
  return (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b))) * direction;
}

function value(cell) {
  const text = cell.dataset.v ?? cell.textContent.trim();
  return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
}
