// What the processes print.
import { button, h, search, select, time, toggle } from './dom.js';
import { live } from './live.js';
import { stateOf } from './resources.js';

// As many as the AppHost keeps.
const MOST = 10_000;

const SGR = { 1: 'bold', 2: 'dim', 30: 'k', 31: 'r', 32: 'g', 33: 'y', 34: 'b', 35: 'm', 36: 'c', 37: 'w', 90: 'k', 91: 'r', 92: 'g', 93: 'y', 94: 'b', 95: 'm', 96: 'c', 97: 'w' };

/** Text with the colours of a terminal, as elements. */
export function colored(text) {
  if (!text.includes('\u001b')) {
    return [text];
  }
  const parts = [];
  let classes = [];
  let at = 0;
  for (const match of text.matchAll(/\u001b\[([0-9;]*)([A-Za-z])/g)) {
    if (match.index > at) {
      parts.push(h('span', { class: classes.map((one) => `t-${one}`).join(' ') }, text.slice(at, match.index)));
    }
    at = match.index + match[0].length;
    if (match[2] === 'm') {
      for (const code of match[1].split(';').map(Number)) {
        classes = code === 0 ? [] : code === 22 ? classes.filter((one) => one !== 'bold' && one !== 'dim') : code === 39 ? classes.filter((one) => one.length > 1) : SGR[code] ? [...classes.filter((one) => one.length > 1), SGR[code]] : classes;
      }
    }
  }
  if (at < text.length) {
    parts.push(h('span', { class: classes.map((one) => `t-${one}`).join(' ') }, text.slice(at)));
  }
  return parts;
}

const plain = (text) => text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');

export function mount(root, { resource }) {
  let lines = [];
  let filter = '';
  let paused = false;
  let stamps = true;
  let events = null;
  let pending = [];
  let frame = 0;
  let hidden = 0;
  const list = h('ol', { class: 'console', tabindex: '0', 'aria-label': 'Console output' });
  const empty = h('p', { class: 'empty' }, 'Choose a resource.');
  const count = h('span', { class: 'quiet count-text' });
  const chooser = h('span');
  const pause = toggle('Pause', false, (now) => { paused = now; if (!paused) { flush(); } draw(); }, { class: 'toggle pause' });
  root.classList.add('fill');
  root.append(
    h('div', { class: 'head' }, h('h1', {}, 'Console logs'), chooser, search('Filter', '', (text) => { filter = text.toLowerCase(); redraw(); }), pause,
      toggle('Times', true, (now) => { stamps = now; list.classList.toggle('no-times', !stamps); }),
      button('Clear', null, () => { hidden = lines.at(-1)?.number ?? hidden; redraw(); }),
      button('Download', null, download), count),
    list, empty);

  const names = () => [...new Map([...live.resources.values()].filter((one) => !one.hidden && one.type !== 'Parameter').sort((a, b) => a.order - b.order).map((one) => [one.name, one])).values()];

  function drawChooser() {
    if (chooser.contains(document.activeElement)) {
      return;
    }
    chooser.replaceChildren(select('Resource', [['', 'Choose…'], ...names().map((one) => [one.name, `${one.name} · ${stateOf(one).text}`])], resource, (name) => {
      resource = name;
      history.replaceState(null, '', name ? `/consolelogs/resource/${encodeURIComponent(name)}` : '/consolelogs');
      open();
    }));
  }

  function open() {
    events?.close();
    lines = [];
    pending = [];
    hidden = 0;
    redraw();
    if (!resource) {
      return;
    }
    let again = false;
    events = new EventSource(`/api/ui/console/${encodeURIComponent(resource)}`);
    events.addEventListener('open', () => {
      // After a break the whole backlog comes again.
      if (again) {
        lines = [];
        pending = [];
        redraw();
      }
      again = true;
    });
    events.addEventListener('end', () => events.close());
    events.addEventListener('lines', (event) => {
      pending.push(...JSON.parse(event.data).map(([number, content, isError]) => ({ number, content, isError })));
      pending = pending.slice(-MOST);
      if (!paused) {
        frame ||= requestAnimationFrame(flush);
      }
      draw();
    });
  }

  const matches = (line) => line.number > hidden && (!filter || plain(line.content).toLowerCase().includes(filter));

  function element(line) {
    const space = line.content.indexOf(' ');
    const at = Date.parse(line.content.slice(0, space));
    return h('li', { class: line.isError ? 'err' : '', value: line.number },
      h('span', { class: 'number' }, String(line.number)),
      h('time', {}, Number.isNaN(at) ? '' : time(at)),
      h('span', { class: 'text' }, colored(Number.isNaN(at) ? line.content : line.content.slice(space + 1))));
  }

  function flush() {
    frame = 0;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    lines.push(...pending);
    list.append(...pending.filter(matches).map(element));
    pending = [];
    if (lines.length > MOST) {
      lines = lines.slice(-MOST);
      while (list.childElementCount > MOST) {
        list.firstElementChild.remove();
      }
    }
    if (atEnd) {
      list.scrollTop = list.scrollHeight;
    }
    draw();
  }

  function redraw() {
    list.replaceChildren(...lines.filter(matches).map(element));
    list.scrollTop = list.scrollHeight;
    draw();
  }

  function draw() {
    list.hidden = !resource;
    empty.hidden = Boolean(resource);
    count.textContent = resource ? paused && pending.length ? `${pending.length} new lines wait` : `${list.childElementCount} lines` : '';
  }

  function download() {
    const url = URL.createObjectURL(new Blob([lines.map((line) => `${plain(line.content)}\n`).join('')], { type: 'text/plain' }));
    const link = h('a', { href: url, download: `${resource || 'console'}.log` });
    link.click();
    URL.revokeObjectURL(url);
  }

  drawChooser();
  open();
  return {
    update(kind) {
      if (kind === 'resource') {
        drawChooser();
      }
    },
    unmount() { events?.close(); cancelAnimationFrame(frame); },
  };
}
