// Draws the relations of a day: colours, shapes and dashes are those of the legend. By a library it took half a second.
// By place in the closed sets of kinds and types.
const SIZES = [22, 24, 20, 16, 12, 8, 8, 8, 9, 8, 6];
const FAINT = [1, 7]; // dispatches and guides: their long lines stay in the background
const [OFFICE, HOST] = [3, 4];
const SHAPE = 12; // the side of a shape in the legend
const [ASIDE, ARROW] = [0.1, 4];
const APART = 3; // pixels beside a name, so that two do not read as one

export function legend(root) {
  const read = (input) => {
    const drawn = input.parentElement.querySelector("svg");
    const { fill, stroke, strokeDasharray } = getComputedStyle(drawn.firstElementChild);
    const shape = drawn.querySelector("path")?.getAttribute("d");
    const dashes = strokeDasharray === "none" ? [] : strokeDasharray.split(/[ ,]+/).map(parseFloat);
    return { shown: input.checked, colour: shape ? fill : stroke, shape: shape && new Path2D(shape), dashes };
  };
  const { color, backgroundColor, fontFamily } = getComputedStyle(root.querySelector("[data-graph-canvas]"));
  const all = (name) => [...root.querySelectorAll(`[${name}]`)].map(read);
  return { kinds: all("data-kind"), types: all("data-type"), ink: color, ground: backgroundColor, font: fontFamily };
}

// What the legend leaves of a day: for each organ whether it is shown, and the relations between those that are.
export function left({ organs, relations }, { kinds, types }) {
  const shown = organs.map(([, , kind]) => kinds[kind].shown);
  return { shown, relations: relations.filter(([type, from, to]) => types[type].shown && shown[from] && shown[to]) };
}

// Names come with nearness: first those of the offices, then of the hosts, then all.
function lastNamed(zoom, width) {
  const near = zoom * Math.min(width / 900, 1.2);
  if (near < 0.7) return OFFICE - 1;
  if (near < 1.8) return OFFICE;
  return near < 3.5 ? HOST : SIZES.length;
}

// chosen: ids; over: the number of the organ under the pointer, which stands out with its neighbours.
export function draw(canvas, view, data, look, chosen, over) {
  const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio];
  const pen = canvas.getContext("2d");
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const bare = () => pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  bare();
  pen.clearRect(0, 0, width, height);
  view.fit(data.organs.map(([, , , ...place]) => place), width, height);
  const { shown, relations } = left(data, look);
  const small = Math.min(Math.max(width / 900, 0.55), 1);
  const scale = small * (1 + (view.zoom - 1) / 2);
  const near = over === null ? null : neighbours(over, relations);
  const marks = data.organs.map(([id, name, kind, x, y], n) => {
    const [picked, place] = [chosen.includes(id), view.at(x, y)];
    return { name, kind, place, picked, size: scale * SIZES[kind] + (picked ? 6 : 0), out: !near || near.has(n), shown: shown[n] };
  });

  lines(pen, marks, relations, look, over, ARROW * small);
  const inside = ({ shown: one, place: [x, y], size }) => one && x > -size && y > -size && x < width + size && y < height + size;
  const seen = marks.filter(inside);
  for (const { kind, place: [x, y], size, picked, out } of seen) {
    const side = size / SHAPE;
    pen.setTransform(ratio * side, 0, 0, ratio * side, ratio * (x - size / 2), ratio * (y - size / 2));
    pen.globalAlpha = out ? 1 : ASIDE;
    pen.fillStyle = look.kinds[kind].colour;
    pen.fill(look.kinds[kind].shape);
    if (!picked) continue;
    [pen.strokeStyle, pen.lineWidth] = [look.ink, 2 / side];
    pen.stroke(look.kinds[kind].shape);
  }
  bare();
  names(pen, seen, look, lastNamed(view.zoom, width), near !== null);
  pen.globalAlpha = 1;
}

function neighbours(organ, relations) {
  return new Set([organ, ...relations.filter(([, ...ends]) => ends.includes(organ)).flatMap(([, ...ends]) => ends)]);
}

// All lines of a type at once, and once more those that stand out.
function lines(pen, marks, relations, { types }, over, arrow) {
  for (const [number, type] of types.entries()) {
    const ofType = relations.filter(([own]) => own === number);
    const at = ([, from, to]) => over === null || from === over || to === over;
    for (const out of [false, true]) {
      const [path, arrows] = [new Path2D(), new Path2D()];
      for (const [, from, to] of ofType.filter((one) => at(one) === out)) line(path, arrows, marks[from], marks[to], arrow);
      pen.globalAlpha = out ? (FAINT.includes(number) && over === null ? 0.3 : 0.75) : ASIDE / 2;
      [pen.strokeStyle, pen.fillStyle, pen.lineWidth] = [type.colour, type.colour, out && over !== null ? 2 : 1];
      pen.setLineDash(type.dashes);
      pen.stroke(path);
      pen.fill(arrows);
    }
  }
  pen.setLineDash([]);
}

// It ends with its arrow at the edge of the other organ.
function line(path, arrows, { place: [x1, y1] }, { place: [x2, y2], size }, arrow) {
  const long = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [right, down] = [(x2 - x1) / long, (y2 - y1) / long];
  const [x, y] = [x2 - right * size / 2, y2 - down * size / 2];
  const [backX, backY] = [x - right * arrow, y - down * arrow];
  path.moveTo(x1, y1);
  path.lineTo(x, y);
  arrows.moveTo(x, y);
  arrows.lineTo(backX - down * arrow / 2, backY + right * arrow / 2);
  arrows.lineTo(backX + down * arrow / 2, backY - right * arrow / 2);
}

// The weightiest first; a name that would cover another one is left out.
function names(pen, seen, { ink, ground, font }, last, some) {
  const wanted = seen.filter(({ kind, picked, out }) => kind <= last || picked || (some && out));
  const weight = ({ kind, picked, out }) => -SIZES[kind] - (picked ? 100 : 0) - (some && out ? 50 : 0);
  const taken = [];
  Object.assign(pen, { textAlign: "center", textBaseline: "top", lineJoin: "round", fillStyle: ink, strokeStyle: ground, lineWidth: 3 });
  for (const { name, kind, place: [x, y], size, out } of wanted.sort((one, other) => weight(one) - weight(other))) {
    const high = kind <= OFFICE ? 12 : 11;
    pen.font = `${some && out ? "bold " : ""}${high}px ${font}`;
    const [half, top] = [pen.measureText(name).width / 2, y + size / 2 + 2];
    const box = [x - half - APART, top, x + half + APART, top + high];
    if (taken.some((one) => box[0] < one[2] && one[0] < box[2] && box[1] < one[3] && one[1] < box[3])) continue;
    taken.push(box);
    pen.globalAlpha = out ? 1 : ASIDE;
    pen.strokeText(name, x, top);
    pen.fillText(name, x, top);
  }
}
