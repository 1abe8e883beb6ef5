// The network picture: vis-network draws the model the server made with pyvis, at the server's positions, without physics.
// Until it runs, and on paper, the SVG in the page shows the same. Narrow screens keep the ego view instead.
import { glyph, words } from "./glyphs.js";

const net = document.getElementById("net");
const wide = matchMedia("(min-width: 641px)");
if (net && window.vis) {
  if (wide.matches) draw();
  else wide.addEventListener("change", draw, { once: true });
}

function draw() {
  const model = JSON.parse(document.getElementById("model").textContent);
  const canvas = document.getElementById("canvas"), panel = document.getElementById("panel"), svg = net.querySelector("svg");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const size = { width: +net.dataset.width, height: +net.dataset.height };
  const byId = new Map(model.nodes.map(node => [node.id, node]));
  const off = new Set();
  let near = null, chosen = null, colours = read();

  canvas.hidden = false;
  canvas.style.height = `${Math.round(svg.getBoundingClientRect().height)}px`;
  svg.style.display = "none"; // CSSOM, not an attribute; print brings it back
  for (const one of document.querySelectorAll(".kinds .js")) one.hidden = false;

  const nodes = new vis.DataSet(model.nodes.map(look)), edges = new vis.DataSet(model.edges.map((edge, id) => ({ id, ...edge, ...line(edge) })));
  const view = new vis.DataView(nodes, { filter: node => !off.has(node.kind) });
  const network = new vis.Network(canvas, { nodes: view, edges }, model.options);
  window.explorerNetwork = network;

  // colours come from the style sheets, so that light, dark and the ontology need no second list here
  function read() {
    const probe = document.createElement("i"), found = {};
    net.append(probe);
    const of = value => { probe.style.color = value; return getComputedStyle(probe).color; };
    for (const kind of new Set(model.nodes.map(node => node.kind))) {
      probe.className = `t-${kind}`;
      found[kind] = { fill: of("var(--type)"), edge: of("color-mix(in srgb, var(--type) 72%, var(--ink))") };
    }
    probe.className = "";
    for (const name of ["ink", "ink2", "card", "tie", "accent"]) found[name] = of(`var(--${name})`);
    found.font = getComputedStyle(document.body).fontFamily;
    probe.remove();
    return found;
  }
  function look(node) {
    const { fill, edge } = colours[node.kind], box = node.shape === "box";
    const colour = { background: fill, border: edge };
    return { ...node, name: node.label, label: box ? node.label : undefined, shape: node.shape, color: { ...colour, highlight: { ...colour, border: colours.ink }, hover: { ...colour, border: colours.ink } },
      font: { color: light(fill) ? "#17202a" : "#ffffff", size: 12, face: colours.font }, widthConstraint: box ? { maximum: 170 } : undefined, margin: box ? 4 : undefined };
  }
  const strongest = Math.max(...model.edges.map(edge => edge.strength), 1);
  const line = edge => ({ width: .9 + 2.2 * (strongest > 1 ? (edge.strength - 1) / strongest : 0), color: { color: colours.tie, highlight: colours.accent, hover: colours.accent, opacity: .8 } });
  function light(colour) { const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(part => colour.startsWith("color") ? part * 255 : part); return .299 * r + .587 * g + .114 * b > 140; }

  // names stand right of the sign, at a size that can be read at any zoom, and give way when rows are too close
  network.on("afterDrawing", ctx => {
    const scale = network.getScale(), px = Math.min(14, Math.max(10.5, 12 * scale)) / scale;
    const room = 23 * scale >= 9;
    ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.lineJoin = "round"; ctx.lineWidth = 3 / scale;
    ctx.font = `${px}px ${colours.font}`;
    for (const node of model.nodes) {
      if (node.shape === "box" || off.has(node.kind) || (near ? !near.has(node.id) : !room)) continue;
      const bold = node.id === chosen;
      if (bold) ctx.font = `600 ${px}px ${colours.font}`;
      const text = near || node.label.length <= 30 ? node.label : `${node.label.slice(0, 29)}…`;
      ctx.strokeStyle = colours.card; ctx.fillStyle = colours.ink;
      ctx.strokeText(text, node.x + 13, node.y); ctx.fillText(text, node.x + 13, node.y);
      if (bold) ctx.font = `${px}px ${colours.font}`;
    }
    ctx.font = `600 ${px}px ${colours.font}`; ctx.fillStyle = colours.ink2;
    for (const head of svg.querySelectorAll(".net-heads text")) ctx.fillText(head.textContent, +head.getAttribute("x"), +head.getAttribute("y") - 4);
  });

  const fit = () => network.moveTo({ position: { x: size.width / 2, y: size.height / 2 }, scale: Math.min(canvas.clientWidth / size.width, canvas.clientHeight / size.height) });
  fit();

  function focus(id, move) {
    chosen = id;
    near = id == null ? null : new Set([id, ...network.getConnectedNodes(id)]);
    nodes.update(model.nodes.map(node => ({ id: node.id, opacity: !near || near.has(node.id) ? 1 : .13, ...(node.shape === "box" ? { font: { ...look(node).font, color: !near || near.has(node.id) ? look(node).font.color : "rgba(0,0,0,0)" } } : {}) })));
    edges.update(model.edges.map((edge, at) => ({ id: at, hidden: Boolean(near) && edge.from !== id && edge.to !== id, ...(near ? { color: { color: colours.accent, opacity: .9 } } : line(edge)) })));
    panel.hidden = id == null;
    if (id == null) { network.unselectAll(); return; }
    network.selectNodes([id], false);
    const at = network.canvasToDOM(network.getPosition(id));
    if (move && (at.x < 30 || at.y < 30 || at.x > canvas.clientWidth - 320 || at.y > canvas.clientHeight - 30))
      network.focus(id, { scale: network.getScale(), animation: !still.matches });
    show(byId.get(id));
  }

  function show(node) {
    const title = document.createElement("h3"), kind = document.createElement("p"), list = document.createElement("ul"), steps = document.createElement("p");
    title.textContent = node.label;
    kind.textContent = `${words(node.kind)}, ${node.degree} tie${node.degree === 1 ? "" : "s"}`;
    const ties = model.edges.filter(edge => edge.from === node.id || edge.to === node.id)
      .map(edge => ({ edge, other: byId.get(edge.from === node.id ? edge.to : edge.from) }))
      .sort((a, b) => b.edge.strength - a.edge.strength || a.other.label.localeCompare(b.other.label));
    for (const { edge, other } of ties) {
      const row = document.createElement("li"), button = document.createElement("button"), count = document.createElement("small");
      button.type = "button";
      button.textContent = other.label;
      button.addEventListener("click", () => focus(other.id, true));
      count.textContent = edge.statements;
      count.title = `${edge.statements} statement${edge.statements === 1 ? "" : "s"}`;
      row.append(glyph(other.kind), button, count);
      list.append(row);
    }
    steps.className = "steps";
    const open = document.createElement("a"), all = document.createElement("button");
    open.className = all.className = "btn";
    open.href = `/entities/${encodeURI(node.id)}`;
    open.textContent = "Open page";
    all.type = "button";
    all.textContent = "Show all";
    all.addEventListener("click", () => focus(null));
    steps.append(open, all);
    panel.replaceChildren(title, kind, list, steps);
    panel.scrollTop = 0;
  }

  network.on("click", event => focus(event.nodes[0] ?? null));
  document.addEventListener("keydown", event => { if (event.key === "Escape" && chosen != null) focus(null); });
  document.addEventListener("picked", event => { if (byId.has(event.detail.id)) focus(event.detail.id, true); });
  document.addEventListener("click", event => {
    const link = event.target.closest?.("[data-node]");
    if (!link || !byId.has(link.dataset.node) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    focus(link.dataset.node, true);
    net.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  });
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("zin").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  document.getElementById("zout").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  for (const box of document.querySelectorAll(".kinds input")) box.addEventListener("change", () => { box.checked ? off.delete(box.value) : off.add(box.value); view.refresh(); network.redraw(); });
  const repaint = () => { colours = read(); nodes.update(model.nodes.map(look)); edges.update(model.edges.map((edge, id) => ({ id, ...line(edge) }))); focus(chosen); network.redraw(); };
  addEventListener("themechange", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("resize", () => { canvas.style.height = `${Math.round(canvas.clientWidth * size.height / size.width)}px`; requestAnimationFrame(fit); });
  if (net.dataset.focus && byId.has(net.dataset.focus)) focus(net.dataset.focus, false);
  network.once("afterDrawing", () => { net.dataset.ready = "1"; });
}
