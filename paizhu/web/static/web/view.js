// Which part of the drawing is seen and how near: from the places of organs to pixels.
const MARGIN = { side: 48, above: 20, below: 28 }; // the lowest names need room
const [FARTHEST, NEAREST] = [0.5, 12];

export class View {
  zoom = 1;
  #fit = 1; // pixels for a unit of the places, where the whole is just seen
  #middle = [0, 0]; // of all places
  #away = [0, 0]; // from that middle to what stands in the middle of the window, in units
  #window = [0, 0];

  // Another day or another width keeps how near and where one is.
  fit(places, width, height) {
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const [wide, high] = [width - 2 * MARGIN.side, height - MARGIN.above - MARGIN.below];
    this.#window = [width / 2, (height + MARGIN.above - MARGIN.below) / 2];
    this.#middle = [(left + right) / 2, (top + bottom) / 2];
    this.#fit = Math.max(Math.min(wide / (right - left || 1), high / (bottom - top || 1)), 0.1);
  }

  at(x, y) {
    const unit = this.#fit * this.zoom;
    return [
      this.#window[0] + (x - this.#middle[0] - this.#away[0]) * unit,
      this.#window[1] + (y - this.#middle[1] - this.#away[1]) * unit,
    ];
  }

  move(right, down) {
    const unit = this.#fit * this.zoom;
    this.#away = [this.#away[0] - right / unit, this.#away[1] - down / unit];
  }

  // What is at the point stays there.
  nearer(factor, [x, y]) {
    const zoom = Math.min(Math.max(this.zoom * factor, FARTHEST), NEAREST);
    const [right, down] = [x - this.#window[0], y - this.#window[1]];
    this.move(-right, -down);
    this.zoom = zoom;
    this.move(right, down);
  }
}
