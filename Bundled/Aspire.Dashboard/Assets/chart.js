// Lines over time.
import { color, h, quantity, time } from './dom.js';

const MARGIN = { left: 8, right: 8, top: 14, bottom: 24 };
const STEPS = 4;

/** The next number above that is easy to read. */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= value * 0.9999);
}

/** Draws the lines of a metric, so many pixels wide; hovering tells the values. */
export function chart(metric, width) {
  const size = { width: Math.max(width, 200), height: width < 500 ? 220 : 320, ...MARGIN };
  const values = metric.lines.flatMap((line) => line.values).filter((one) => one !== null);
  if (values.length === 0) {
    return h('p', { class: 'empty' }, 'Nothing was measured in this time.');
  }
  const low = Math.min(0, ...values);
  const step = nice((Math.max(...values, low + 1e-9) - low) / STEPS) || 1;
  const bottom = Math.floor(low / step) * step;
  const top = bottom + step * Math.max(Math.ceil((Math.max(...values) - bottom) / step), 1);
  const [first, last] = [metric.times[0], metric.times.at(-1)];
  const x = (at) => size.left + ((at - first) / Math.max(last - first, 1)) * (size.width - size.left - size.right);
  const y = (value) => size.top + (1 - (value - bottom) / (top - bottom)) * (size.height - size.top - size.bottom);

  const grid = [];
  for (let value = bottom; value <= top + step / 2; value += step) {
    grid.push(h('line', { class: 'grid', x1: size.left, x2: size.width - size.right, y1: y(value), y2: y(value) }),
      h('text', { class: 'tick', x: size.left, y: y(value) - 4 }, quantity(Math.abs(value) < step / 1000 ? 0 : value, metric.unit)));
  }
  for (let index = 0; index <= STEPS; index++) {
    const at = first + ((last - first) * index) / STEPS;
    grid.push(h('text', { class: 'tick', x: x(at), y: size.height - 6, 'text-anchor': index === 0 ? 'start' : index === STEPS ? 'end' : 'middle' }, time(at, false)));
  }

  const lines = metric.lines.flatMap((line, index) => {
    let path = '';
    let lone = '';
    let pen = false;
    line.values.forEach((value, slot) => {
      const at = value === null ? '' : `${x(metric.times[slot]).toFixed(1)} ${y(value).toFixed(1)}`;
      // A line of no length is a dot: a value without neighbours would not be seen otherwise.
      path += at && `${pen ? 'L' : 'M'}${at}${pen ? '' : 'h0'}`;
      lone += at && !pen && (line.values[slot + 1] ?? null) === null ? `M${at}h0` : '';
      pen = value !== null;
    });
    const style = { '--color': color(index) };
    return [h('path', { class: 'series', d: path || 'M0 0', style }), h('path', { class: 'lone', d: lone || 'M0 0', style })];
  });
  const cursor = h('line', { class: 'cursor', y1: size.top, y2: size.height - size.bottom, visibility: 'hidden' });
  const svg = h('svg', { viewBox: `0 0 ${size.width} ${size.height}`, class: 'chart', role: 'img', 'aria-label': `${metric.instrument.name}, ${metric.shown}` }, grid, lines, cursor);
  const readings = metric.lines.map(() => h('b'));
  const when = h('span', { class: 'quiet' });
  const read = (slot) => {
    readings.forEach((reading, index) => { reading.textContent = quantity(metric.lines[index].values[slot], metric.unit); });
    when.textContent = time(metric.times[slot], false);
  };
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const slot = Math.min(Math.max(Math.round(((event.clientX - box.left) / box.width) * (metric.times.length - 1)), 0), metric.times.length - 1);
    cursor.setAttribute('visibility', 'visible');
    cursor.setAttribute('x1', x(metric.times[slot]));
    cursor.setAttribute('x2', x(metric.times[slot]));
    read(slot);
  });
  svg.addEventListener('pointerleave', () => { cursor.setAttribute('visibility', 'hidden'); read(metric.times.length - 1); });
  read(metric.times.length - 1);
  return h('div', { class: 'figure' }, svg,
    h('ul', { class: 'legend' }, h('li', {}, when), metric.lines.map((line, index) => h('li', { style: { '--color': color(index) } }, h('span', {}, line.name), readings[index]))));
}
