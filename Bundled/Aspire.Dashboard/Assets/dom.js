// Making elements, and writing numbers and times for people.

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'line', 'rect', 'g', 'text', 'circle', 'polyline']);

/** Makes an element. Properties are attributes, `on…` listeners, `class`, `style` (an object) and `data` (an object). */
export function h(tag, properties, ...children) {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'style') {
      Object.entries(value).forEach(([key, text]) => element.style.setProperty(key, text));
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'hidden' || name === 'selected') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A dotted name that breaks behind its dots rather than within a word. */
export const dotted = (name) => name.split(/(?<=\.)/).flatMap((part, index) => (index ? [h('wbr'), part] : [part]));

/**
 * Makes the children of an element those of a list, and touches only what differs: a row that is pressed, hovered over, or in which somebody
 * marks text must not be another one a second later.
 */
export function patch(parent, items, keyOf, make, textOf = JSON.stringify) {
  const before = parent.patched ?? new Map();
  parent.patched = new Map();
  let at = parent.firstChild;
  for (const item of items) {
    const [key, text] = [keyOf(item), textOf(item)];
    const known = before.get(key);
    const element = known?.text === text ? known.element : make(item);
    parent.patched.set(key, { text, element });
    if (element === at) {
      at = at.nextSibling;
    } else {
      parent.insertBefore(element, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

const ICONS = {
  play: 'M5 3.5v9l7-4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  restart: 'M12.5 8a4.5 4.5 0 1 1-1.6-3.4M12.5 2.5v2.6H9.9',
  kill: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  console: 'M2.5 3.5h11v9h-11zM5 6.5l2 1.5-2 1.5M8.5 10H11',
  resources: 'M2.5 3h4.5v4.5H2.5zM9 3h4.5v4.5H9zM2.5 9.5H7V13H2.5zM9 9.5h4.5V13H9z',
  logs: 'M3 4h10M3 8h10M3 12h6',
  traces: 'M2.5 4h7M5.5 8h7M7.5 12h4',
  metrics: 'M2.5 13.5v-11M2.5 13.5h11M5 10.5l2.5-3 2 1.5L13 5',
  close: 'M4 4l8 8M12 4l-8 8',
  moon: 'M12.5 9.7A5 5 0 0 1 6.3 3.5a5 5 0 1 0 6.2 6.2z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  eye: 'M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4S1.8 8 1.8 8zM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
};

export const icon = (name) => h('svg', { viewBox: '0 0 16 16', class: `i i-${name}`, 'aria-hidden': 'true' }, h('path', { d: ICONS[name] ?? ICONS.more }));

export function button(label, iconName, onclick, properties = {}) {
  return h('button', { type: 'button', class: iconName ? 'icon' : '', title: label, 'aria-label': iconName ? label : undefined, onclick, ...properties }, iconName ? icon(iconName) : label);
}

export function select(label, options, value, onchange) {
  const element = h('select', { 'aria-label': label, onchange: () => onchange(element.value) },
    options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
  if (value && !options.some(([key]) => key === value)) {
    element.append(h('option', { value, selected: true }, value));
  }
  return element;
}

/** A search field that waits for a pause in typing. */
export function search(label, value, oninput) {
  let timer;
  return h('input', {
    type: 'search', 'aria-label': label, placeholder: label, value, autocomplete: 'off', spellcheck: 'false', class: 'search',
    oninput: (event) => { clearTimeout(timer); timer = setTimeout(() => oninput(event.target.value.trim()), 200); },
  });
}

export function toggle(label, pressed, onclick, properties = {}) {
  const element = h('button', { type: 'button', class: 'toggle', 'aria-pressed': String(pressed), ...properties }, label);
  element.addEventListener('click', () => {
    pressed = !pressed;
    element.setAttribute('aria-pressed', String(pressed));
    onclick(pressed);
  });
  return element;
}

/** Three digits that say something, without zeros at the end. */
const three = (value) => String(Number(value.toPrecision(3)));

/** Milliseconds as people say them. */
export function duration(ms) {
  if (ms >= 60_000) {
    return `${Math.floor(ms / 60_000)}m ${Math.round((ms % 60_000) / 1000)}s`;
  }
  if (ms >= 1000) {
    return `${three(ms / 1000)} s`;
  }
  return ms === 0 ? '0' : ms >= 1 ? `${three(ms)} ms` : `${three(ms * 1000)} µs`;
}

const pad = (number, length = 2) => String(number).padStart(length, '0');

export function time(ms, withMilliseconds = true) {
  const date = new Date(ms);
  const text = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return withMilliseconds ? `${text}.${pad(date.getMilliseconds(), 3)}` : text;
}

export function dateTime(ms) {
  const date = new Date(ms);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${time(ms)}`;
}

/** A number with a few digits that say something. */
export function number(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e9) {
    return `${(value / 1e9).toFixed(2)} G`;
  }
  if (size >= 1e6) {
    return `${(value / 1e6).toFixed(2)} M`;
  }
  if (size >= 1e4) {
    return `${(value / 1e3).toFixed(1)} k`;
  }
  return Number.isInteger(value) ? String(value) : size >= 100 ? value.toFixed(1) : size >= 0.01 ? value.toPrecision(3) : value.toExponential(1);
}

/** A value with its unit; seconds and bytes in the size that fits. */
export function quantity(value, unit) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (unit === 's') {
    return duration(value * 1000);
  }
  if (unit === 'By' || unit === 'By/s') {
    const units = ['B', 'KiB', 'MiB', 'GiB'];
    const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(Math.abs(value), 1)) / 10), 0), 3);
    return `${(value / 1024 ** power).toFixed(power ? 1 : 0)} ${units[power]}${unit.endsWith('/s') ? '/s' : ''}`;
  }
  const plain = (unit ?? '').replace(/\{(\w+)\}/g, '$1').replace(/^1$/, '').replace(/^1\//, '/');
  return `${number(value)}${plain ? ` ${plain}` : ''}`;
}

export const color = (index) => `var(--c${index % 10})`;

/** A name with its sender's colour beside it. */
export const sender = (name, index) => h('span', { class: 'sender', title: name, style: { '--color': color(index) } }, h('span', {}, name));
