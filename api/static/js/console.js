// The query console: highlighting, Ctrl+Enter, results as a table, refusals in words, downloads.
import { painted } from "./highlight.js";

const $ = id => document.getElementById(id);
const editor = $("editor"), cypher = $("cypher"), parameters = $("parameters"), run = $("run"), status = $("status");
const paint = editor.querySelector(".paint"), lines = editor.querySelector(".lines");
let answer = null;

function repaint() {
  paint.replaceChildren(...painted(cypher.value), "\n");
  const count = cypher.value.split("\n").length, at = cypher.value.slice(0, cypher.selectionStart).split("\n").length;
  lines.replaceChildren(...Array.from({ length: count }, (_, place) => {
    const number = document.createElement(place + 1 === at && document.activeElement === cypher ? "b" : "span");
    number.textContent = `${place + 1}\n`;
    return number;
  }));
  follow();
}
function follow() {
  paint.scrollLeft = cypher.scrollLeft;
  paint.scrollTop = cypher.scrollTop;
  lines.scrollTop = cypher.scrollTop;
}
editor.classList.add("painted");
lines.style.overflow = "hidden";
const match = () => { for (const one of [paint, lines]) one.style.height = `${cypher.offsetHeight}px`; };
new ResizeObserver(match).observe(cypher);
cypher.rows = Math.max(8, Math.min(22, cypher.value.split("\n").length + 1));
for (const event of ["input", "keyup", "click", "focus", "blur"]) cypher.addEventListener(event, repaint);
cypher.addEventListener("scroll", follow);
repaint();

for (const field of [cypher, parameters])
  field.addEventListener("keydown", event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } });
run.addEventListener("click", send);

async function send() {
  let values;
  try {
    values = JSON.parse(parameters.value.trim() || "{}");
    if (values === null || typeof values !== "object" || Array.isArray(values)) throw new SyntaxError("Write an object: {\"id\": \"project:knowhub\"}.");
  } catch (error) {
    return refuse({ title: "The parameters are not JSON", detail: error.message, next_step: "Write an object with a value for every $parameter, for example {\"id\": \"project:knowhub\"}." });
  }
  run.disabled = true;
  status.textContent = "Running …";
  const start = performance.now();
  try {
    const response = await fetch("/api/v1/cypher", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ query: cypher.value, parameters: values }),
    });
    const body = await response.json();
    const took = Math.round(performance.now() - start);
    if (response.ok) show(body, took);
    else refuse(body);
  } catch {
    refuse({ title: "No answer", detail: "The service did not answer.", next_step: "See whether it still runs, and try again." });
  } finally {
    run.disabled = false;
  }
}

function show(body, took) {
  answer = body;
  const rows = body.items.length;
  status.textContent = `${rows.toLocaleString("en-GB")} row${rows === 1 ? "" : "s"} in ${took} ms`;
  $("result").hidden = false;
  $("refusal").hidden = true;
  $("rows").hidden = false;
  $("h-res").textContent = "Result";
  $("summary").textContent = [body.truncated ? "More rows were cut." : "", ...(body.warnings ?? [])].filter(Boolean).join(" ");
  $("csv").hidden = $("json").hidden = false;
  const table = document.createElement("table"), head = table.createTHead().insertRow(), tbody = table.createTBody();
  table.className = "rows";
  for (const column of body.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  for (const item of body.items) {
    const row = tbody.insertRow();
    for (const column of body.columns) fill(row.insertCell(), item[column]);
  }
  $("rows").replaceChildren(rows ? table : Object.assign(document.createElement("p"), { className: "muted", textContent: "No rows: nothing in the graph fits." }));
}

const ID = /^[a-z0-9]+:[^\s]+$/;
function fill(cell, value) {
  if (value === null || value === undefined) { cell.textContent = "null"; cell.className = "null"; return; }
  if (typeof value === "number") { cell.textContent = String(value); cell.className = "n"; return; }
  if (typeof value === "string" && ID.test(value) && !value.includes("//")) {
    const link = document.createElement("a");
    link.href = `/entities/${encodeURI(value)}`;
    link.textContent = value;
    cell.append(link);
    return;
  }
  cell.textContent = typeof value === "object" ? JSON.stringify(value) : String(value);
}

function refuse(problem) {
  answer = null;
  status.textContent = "";
  $("result").hidden = false;
  $("rows").hidden = true;
  $("csv").hidden = $("json").hidden = true;
  $("h-res").textContent = problem.title ?? "That did not work";
  $("summary").textContent = "";
  const next = problem.next_step ?? "", detail = String(problem.detail ?? "").replace(next, "").trim();
  const parts = [detail, next].filter(Boolean).map(text => Object.assign(document.createElement("p"), { textContent: text }));
  $("refusal").replaceChildren(...parts);
  $("refusal").hidden = false;
  $("result").scrollIntoView({ block: "nearest" });
}

function save(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const quoted = value => {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
$("csv").addEventListener("click", () => answer && save([answer.columns, ...answer.items.map(item => answer.columns.map(column => item[column]))].map(row => row.map(quoted).join(",")).join("\r\n") + "\r\n", "text/csv;charset=utf-8", "result.csv"));
$("json").addEventListener("click", () => answer && save(JSON.stringify(answer, null, 2), "application/json", "result.json"));
