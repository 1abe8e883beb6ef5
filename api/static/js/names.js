// Which names of a network's picture are written at a zoom: those of the largest signs first, each where it covers no
// other and as long as the picture is wide. Made once a zoom or choice, never while a picture moves.
const LINE = 1.06; // of the size of the letters: names closer than that run into each other
const LEAST = 4; // letters: a name that has room for fewer is not written

// `nodes`: x, y, size, degree, label, left, turn (degrees on a ring). `px`: size of the letters, in units of the picture.
// `box`: what is in sight when the whole picture is, [left, top, right, bottom]. `centre`: of the ring. `wide`: text → units.
export function written(nodes, { px, box, centre, wide, always = null }) {
  const first = [...nodes].sort((a, b) => (b.id === always) - (a.id === always) || b.size - a.size || b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const taken = new Map(), found = [];
  for (const node of first) {
    const ring = node.turn !== undefined, line = ring ? "" : node.x;
    const radius = Math.hypot(node.x - centre.x, node.y - centre.y), around = ring ? 2 * Math.PI * radius : Infinity;
    const at = ring ? node.turn / 360 * around : node.y;
    const others = taken.get(line) ?? [];
    if (others.some(other => Math.min(Math.abs(other - at), around - Math.abs(other - at)) < px * LINE)) continue;
    const away = Math.max(12, node.size * 1.25 + 5), label = fitted(node, away, px, box, wide);
    if (!label) continue;
    others.push(at);
    taken.set(line, others);
    found.push({ node, label, away, width: wide(label) });
  }
  return found;
}

function fitted(node, away, px, box, wide) {
  const turn = (node.turn ?? (node.left ? 180 : 0)) * Math.PI / 180, dx = Math.cos(turn), dy = Math.sin(turn);
  const along = (from, d, low, high) => (Math.abs(d) < 1e-6 ? Infinity : ((d > 0 ? high : low) - from) / d);
  const room = Math.min(along(node.x, dx, box[0], box[2]), along(node.y, dy, box[1], box[3])) - away - px / 2;
  const whole = wide(node.label);
  if (whole <= room) return node.label;
  for (let letters = Math.floor(node.label.length * room / whole); letters >= LEAST; letters--) {
    const label = `${node.label.slice(0, letters).trimEnd()}…`;
    if (wide(label) <= room) return label;
  }
  return "";
}
