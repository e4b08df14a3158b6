const size = 8, full = 16;

// An 8 × 8 sheet of grey levels 0 to 16, drawn with mouse, finger, pen or keys.
export class Pad {
  #levels = new Array(size * size).fill(0);
  #cells = [];
  #changed;
  #last = null;

  constructor(root, changed) {
    this.#changed = changed;
    for (let row = 0; row < size; row++) {
      const line = root.appendChild(document.createElement('div'));
      line.setAttribute('role', 'row');
      for (let column = 0; column < size; column++) {
        const cell = line.appendChild(document.createElement('div'));
        cell.setAttribute('role', 'gridcell');
        cell.tabIndex = row + column ? -1 : 0;
        this.#cells.push(cell);
      }
    }
    this.#cells.forEach((_, i) => this.#paint(i));
    root.addEventListener('pointerdown', event => this.#begin(root, event));
    root.addEventListener('pointermove', event => this.#move(root, event));
    for (const end of ['pointerup', 'pointercancel']) {
      root.addEventListener(end, () => { this.#last = null; });
    }
    root.addEventListener('contextmenu', event => event.preventDefault());
    root.addEventListener('keydown', event => this.#key(event));
  }

  isEmpty() { return this.#levels.every(level => level === 0); }

  // [8][8][1], as the model takes it.
  image() { return Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, c) => [this.#levels[r * size + c]])); }

  clear() { this.set(new Array(size * size).fill(0)); }

  set(levels) {
    this.#levels = [...levels];
    this.#cells.forEach((_, i) => this.#paint(i));
    this.#changed();
  }

  #begin(root, event) {
    root.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.#last = this.#place(root, event);
    this.#stroke(this.#last, this.#last, erases(event));
  }

  #move(root, event) {
    if (this.#last) {
      const here = this.#place(root, event);
      this.#stroke(this.#last, here, erases(event));
      this.#last = here;
    }
  }

  #place(root, event) {
    const box = root.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width * size, y: (event.clientY - box.top) / box.height * size };
  }

  // A round pen one cell wide with a soft edge: the data set's digits are scans averaged over 4 × 4 dots.
  #stroke(from, to, erase) {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) * 4));
    let changed = false;
    for (let step = 0; step <= steps; step++) {
      const x = from.x + (to.x - from.x) * step / steps, y = from.y + (to.y - from.y) * step / steps;
      for (let i = 0; i < size * size; i++) {
        const distance = Math.hypot(i % size + .5 - x, Math.floor(i / size) + .5 - y);
        const ink = Math.round(full * Math.min(1, Math.max(0, 1.25 - distance)));
        changed = this.#put(i, erase ? Math.min(this.#levels[i], full - ink) : Math.max(this.#levels[i], ink)) || changed;
      }
    }
    if (changed) {
      this.#changed();
    }
  }

  #key(event) {
    const at = this.#cells.indexOf(event.target);
    const row = Math.floor(at / size), column = at % size;
    const to = { ArrowLeft: column > 0 && at - 1, ArrowRight: column < size - 1 && at + 1, ArrowUp: row > 0 && at - size, ArrowDown: row < size - 1 && at + size }[event.key];
    const level = { ' ': full, Enter: full, Backspace: 0, Delete: 0, '+': Math.min(full, this.#levels[at] + 4), '-': Math.max(0, this.#levels[at] - 4) }[event.key];
    if (to === undefined && level === undefined) {
      return;
    }
    event.preventDefault();
    if (typeof to === 'number') {
      this.#cells[at].tabIndex = -1;
      this.#cells[to].tabIndex = 0;
      this.#cells[to].focus();
    } else if (level !== undefined && this.#put(at, level)) {
      this.#changed();
    }
  }

  #put(i, level) {
    if (this.#levels[i] === level) {
      return false;
    }
    this.#levels[i] = level;
    this.#paint(i);
    return true;
  }

  #paint(i) {
    const level = this.#levels[i];
    this.#cells[i].style.setProperty('--level', level / full);
    this.#cells[i].setAttribute('aria-label', `row ${Math.floor(i / size) + 1}, column ${i % size + 1}, ink ${level} of ${full}`);
  }
}

function erases(event) {
  return (event.buttons & 2) !== 0 || (event.buttons & 32) !== 0;
}
