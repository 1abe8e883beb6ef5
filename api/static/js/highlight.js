// Cypher in colours: a short tokeniser that makes text nodes and spans, never HTML out of text.
const KEYWORDS = /^(?:ALL|AND|AS|ASC|ASCENDING|BY|CALL|CASE|CONTAINS|COUNT|DESC|DESCENDING|DISTINCT|ELSE|END|ENDS|EXISTS|FALSE|IN|IS|LIMIT|MATCH|NOT|NULL|OFFSET|OPTIONAL|OR|ORDER|RETURN|SKIP|STARTS|THEN|TRUE|UNION|UNWIND|WHEN|WHERE|WITH|XOR|YIELD)$/i;
const TOKEN = /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)|(\$\w+)|(:\s*`?[A-Za-z_]\w*`?)|(\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|([A-Za-z_]\w*)/gi;

export function painted(text) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, comment, string, parameter, label, number, word] = match;
    const kind = comment ? "c" : string ? "s" : parameter ? "p" : label ? "l" : number ? "n" : KEYWORDS.test(word) ? "k" : "";
    if (!kind) continue;
    out.push(text.slice(from, match.index));
    const span = document.createElement("span");
    span.className = `tok-${kind}`;
    span.textContent = whole;
    out.push(span);
    from = match.index + whole.length;
  }
  out.push(text.slice(from));
  return out;
}
