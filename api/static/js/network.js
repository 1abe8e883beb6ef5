// The network picture: vis-network draws the model the server made with pyvis, at the server's positions, without physics.
// Until it runs, and on paper, the SVG in the page shows the same. Narrow screens keep the ego view instead.
import { glyph } from "./glyphs.js";
import { written } from "./names.js";

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
  net.style.setProperty("--tall", canvas.style.height);
  svg.style.display = "none"; // CSSOM, not an attribute; print brings it back
  for (const one of document.querySelectorAll(".kinds .js")) one.hidden = false;

  for (const edge of model.edges) edge.path = new Path2D(edge.d);
  const heads = [...svg.querySelectorAll(".net-heads text")].map(head => ({ text: head.textContent, x: +head.getAttribute("x"), y: +head.getAttribute("y"), left: head.classList.contains("l") }));
  const nodes = new vis.DataSet(model.nodes.map(node => look(node))), edges = new vis.DataSet(model.edges.map((edge, id) => ({ id, from: edge.from, to: edge.to, hidden: true })));
  const view = new vis.DataView(nodes, { filter: node => !off.has(node.kind) });
  const network = new vis.Network(canvas, { nodes: view, edges }, model.options);
  window.explorerNetwork = network;

  // what is drawn cannot be reached by keys: its lists can, and its name says so
  const frame = canvas.querySelector(".vis-network");
  frame.tabIndex = -1;
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", svg.getAttribute("aria-label"));

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
  // a box of vis-network holds its name; ours is a sign like the others, with the name beside it
  function box({ ctx, id, x, y, style }) {
    const s = byId.get(id).size / 6.5;
    return { drawNode() { ctx.beginPath(); ctx.roundRect(x - 8 * s, y - 5 * s, 16 * s, 10 * s, 3 * s); ctx.fillStyle = style.color; ctx.fill(); ctx.strokeStyle = style.borderColor; ctx.lineWidth = style.borderWidth; ctx.stroke(); },
    nodeDimensions: { width: 16 * s, height: 10 * s } };
  }
  function look(node, faint = false) {
    const { fill, edge } = colours[node.kind];
    const colour = faint ? { background: clear(fill, .13), border: clear(fill, 0) } : { background: fill, border: edge };
    if (node.hollow && !faint) colour.background = colours.card;
    const strong = faint ? colour : { ...colour, border: colours.ink };
    return { ...node, label: undefined, ...(node.shape === "box" ? { shape: "custom", ctxRenderer: box } : {}), borderWidth: 1, borderWidthSelected: 2, color: { ...colour, highlight: strong, hover: strong } };
  }
  function clear(colour, alpha) { const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(part => colour.startsWith("color") ? Math.round(part * 255) : part); return `rgba(${r},${g},${b},${alpha})`; }

  // ties are the curves of the SVG; vis-network knows them, but hidden
  const WIDTHS = [0, .9, 1.7, 2.8];
  network.on("beforeDrawing", ctx => {
    for (const edge of model.edges) {
      const mine = near && (edge.from === chosen || edge.to === chosen);
      if (off.has(byId.get(edge.from).kind) || off.has(byId.get(edge.to).kind) || (near ? !mine : !edge.drawn)) continue;
      ctx.lineWidth = WIDTHS[edge.width] + (mine ? .4 : 0);
      ctx.strokeStyle = mine ? colours.accent : colours.tie;
      ctx.globalAlpha = mine ? .85 : .75;
      ctx.stroke(edge.path);
    }
    ctx.globalAlpha = 1;
  });

  // names stand beside the sign, at a size that can be read at any zoom; where there is no room for all, the largest have theirs
  let names = null, named = "";
  function namesAt(scale, px, ctx) {
    const now = `${scale} ${canvas.clientWidth} ${chosen} ${[...off]}`;
    if (now === named) return names;
    const whole = Math.min(scale, fitting()), half = { x: canvas.clientWidth / whole / 2, y: canvas.clientHeight / whole / 2 }, centre = { x: size.width / 2, y: size.height / 2 };
    const box = [centre.x - half.x, centre.y - half.y, centre.x + half.x, centre.y + half.y];
    const some = model.nodes.filter(node => !off.has(node.kind) && (!near || near.has(node.id)));
    ctx.font = `${px}px ${colours.font}`;
    names = written(some, { px, box, centre, wide: text => ctx.measureText(text).width, always: chosen });
    net.dataset.names = names.length;
    named = now;
    return names;
  }
  network.on("afterDrawing", ctx => {
    const scale = network.getScale(), px = Math.min(14, Math.max(10.5, 12 * scale)) / scale;
    ctx.textBaseline = "middle";
    for (const { node, label, width, away } of namesAt(scale, px, ctx)) {
      ctx.font = `${node.id === chosen ? "600 " : ""}${px}px ${colours.font}`;
      const over = node.turn > 90, left = node.left || over, x = left ? -away - width : away;
      ctx.save();
      ctx.translate(node.x, node.y);
      if (node.turn !== undefined) ctx.rotate((node.turn + (over ? 180 : 0)) * Math.PI / 180);
      else { ctx.globalAlpha = .8; ctx.fillStyle = colours.card; ctx.fillRect(x - 1, -px * .6, width + 2, px * 1.2); ctx.globalAlpha = 1; }
      ctx.fillStyle = colours.ink;
      ctx.fillText(label, x, 0);
      ctx.restore();
    }
    ctx.font = `600 ${px}px ${colours.font}`;
    ctx.fillStyle = colours.ink2;
    ctx.textBaseline = "alphabetic";
    for (const head of heads) { ctx.textAlign = head.left ? "right" : "left"; ctx.fillText(head.text, head.x, head.y); }
    ctx.textAlign = "left";
  });

  const fitting = () => Math.min(canvas.clientWidth / size.width, canvas.clientHeight / size.height);
  const fit = () => {
    const scale = fitting();
    if (scale > 0) network.moveTo({ position: { x: size.width / 2, y: size.height / 2 }, scale }); // a narrow screen hides the canvas
  };
  fit();

  function focus(id, move) {
    chosen = id;
    near = id == null ? null : new Set([id, ...network.getConnectedNodes(id)]);
    nodes.update(model.nodes.map(node => look(node, near !== null && !near.has(node.id))));
    const opened = panel.hidden === (id != null);
    panel.hidden = id == null;
    net.classList.toggle("open", id != null);
    if (opened) requestAnimationFrame(() => { network.setSize("100%", `${canvas.clientHeight}px`); fit(); });
    if (id == null) { network.unselectAll(); return; }
    network.selectNodes([id], false);
    const at = network.canvasToDOM(network.getPosition(id));
    if (move && !opened && (at.x < 30 || at.y < 30 || at.x > canvas.clientWidth - 30 || at.y > canvas.clientHeight - 30))
      network.focus(id, { scale: network.getScale(), animation: !still.matches });
    show(byId.get(id));
  }

  function show(node) {
    const title = document.createElement("h3"), kind = document.createElement("p"), list = document.createElement("ul"), steps = document.createElement("p");
    title.textContent = node.name;
    kind.textContent = node.title.split("\n").slice(1).join("; ");
    const ties = model.edges.filter(edge => edge.from === node.id || edge.to === node.id)
      .map(edge => ({ edge, other: byId.get(edge.from === node.id ? edge.to : edge.from) }))
      .sort((a, b) => b.edge.strength - a.edge.strength || a.other.name.localeCompare(b.other.name));
    for (const { edge, other } of ties) {
      const row = document.createElement("li"), button = document.createElement("button"), count = document.createElement("small");
      button.type = "button";
      button.textContent = other.name;
      button.addEventListener("click", () => focus(other.id, true));
      count.textContent = edge.said;
      row.append(glyph(other.kind), button, count);
      list.append(row);
    }
    const further = node.degree - ties.length, rest = document.createElement("p");
    rest.textContent = further > 0 ? `${further} more ${further === 1 ? "tie is" : "ties are"} not drawn.` : "";
    steps.className = "steps";
    const open = document.createElement("a"), all = document.createElement("button");
    open.className = all.className = "btn";
    const at = new URLSearchParams(location.search);
    at.set("focus", node.id);
    open.href = node.page || `?${at}`;
    open.textContent = node.page ? "Open page" : "Ties and values";
    all.type = "button";
    all.textContent = "Show all";
    all.addEventListener("click", () => focus(null));
    steps.append(open, all);
    panel.replaceChildren(title, kind, list, ...(rest.textContent ? [rest] : []), steps);
    panel.scrollTop = 0;
  }

  network.on("click", event => focus(event.nodes[0] ?? null));
  document.addEventListener("keydown", event => { if (event.key === "Escape" && chosen != null) focus(null); });
  document.addEventListener("picked", event => { if (byId.has(event.detail.id)) focus(event.detail.id, true); });
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("zin").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  document.getElementById("zout").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  for (const box of document.querySelectorAll(".kinds input")) box.addEventListener("change", () => { box.checked ? off.delete(box.value) : off.add(box.value); view.refresh(); network.redraw(); });
  const repaint = () => { colours = read(); focus(chosen); network.redraw(); };
  addEventListener("themechange", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("resize", () => requestAnimationFrame(fit));
  if (net.dataset.focus && byId.has(net.dataset.focus)) focus(net.dataset.focus, false);
  network.once("afterDrawing", () => { net.dataset.ready = "1"; });
}
