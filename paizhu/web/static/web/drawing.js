// What the graph draws, from the data of a day and the legend: colours and shapes are those of the legend.
const STAR = "path://M12 2l3 7h7l-6 5 2 8-6-5-6 5 2-8-6-5h7z";
// By place in the closed sets of kinds and types. The dashes are those of graph.css.
const SIZES = [22, 24, 20, 16, 12, 8, 8, 8, 9, 8, 6];
const DASHES = ["solid", "solid", "solid", [6, 3], [2, 2], [1, 3], [4, 2, 1, 2], [1, 5]];
const [DISPATCHES, GUIDES] = [1, 7]; // their long lines stay in the background
const [OFFICE, HOST] = [3, 4];

export function legend(root) {
  const read = (input) => ({
    shown: input.checked,
    shape: input.dataset.shape === "star" ? STAR : input.dataset.shape,
    colour: getComputedStyle(input.parentElement).getPropertyValue("--pz-mark").trim(),
  });
  const { color, backgroundColor } = getComputedStyle(root.querySelector("[data-graph-canvas]"));
  const all = (name) => [...root.querySelectorAll(`[${name}]`)].map(read);
  return { kinds: all("data-kind"), types: all("data-type"), ink: color, ground: backgroundColor };
}

// Names come with nearness: first those of the offices, then of the hosts, then all.
export function lastNamed(zoom, width) {
  const near = zoom * Math.min(width / 900, 1.2);
  if (near < 0.7) return OFFICE - 1;
  if (near < 1.8) return OFFICE;
  return near < 3.5 ? HOST : SIZES.length;
}

export function option(data, { kinds, types, ink, ground }, chosen, named, width) {
  const scale = Math.min(Math.max(width / 900, 0.55), 1);
  const shown = data.organs.map(([, , kind]) => kinds[kind].shown);
  const node = ([id, name, kind, x, y], n) => ({
    id: String(n), name, x, y,
    symbol: shown[n] ? kinds[kind].shape : "none",
    symbolSize: scale * SIZES[kind] + (chosen.includes(id) ? 6 : 0),
    itemStyle: { color: kinds[kind].colour, borderColor: ink, borderWidth: chosen.includes(id) ? 2 : 0 },
    label: { show: shown[n] && (kind <= named || chosen.includes(id)), fontSize: kind <= OFFICE ? 12 : 11 },
  });
  const link = ([type, from, to]) => ({
    source: String(from), target: String(to),
    lineStyle: { color: types[type].colour, type: DASHES[type], opacity: [DISPATCHES, GUIDES].includes(type) ? 0.3 : 0.75 },
  });
  return {
    animation: false,
    series: [{
      type: "graph", layout: "none", preserveAspect: "contain", roam: true, nodeScaleRatio: 0.5, scaleLimit: { min: 0.5, max: 12 },
      left: 48, right: 48, top: 20, bottom: 28, edgeSymbol: ["none", "arrow"], edgeSymbolSize: 4 * scale,
      label: { position: "bottom", distance: 2, silent: true, color: ink, textBorderColor: ground, textBorderWidth: 3 },
      labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency", label: { show: true, fontWeight: "bold" }, lineStyle: { width: 2, opacity: 1 } },
      data: data.organs.map(node),
      links: data.relations.filter(([type, from, to]) => types[type].shown && shown[from] && shown[to]).map(link),
    }],
  };
}
