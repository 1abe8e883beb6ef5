// The sign of an entity type, from the symbols every page carries, and its name in words.
const SVG = "http://www.w3.org/2000/svg";
const shapes = JSON.parse(document.getElementById("types")?.textContent ?? "{}");

export function glyph(label) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", /^\w+$/.test(label) ? `glyph t-${label}` : "glyph");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#s-${shapes[label] ?? "dot"}`);
  svg.append(use);
  return svg;
}

// "DemoCase" reads "Demo case"; "S3Stage" and "KET" keep their capitals.
export function words(label) {
  if (label === "Vertex") return "Node"; // of a loaded network: it has no type
  return label.replace(/([a-z])([A-Z][a-z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replace(/^(S3)([A-Z])/, (_, a, b) => `${a} ${b.toLowerCase()}`);
}
