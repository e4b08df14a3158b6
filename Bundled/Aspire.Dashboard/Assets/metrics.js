// Meters, instruments, and how they went.
import { chart } from './chart.js';
import { h, number, quantity, search, select, toggle } from './dom.js';
import { get, live, refresher } from './live.js';

const WINDOWS = [['60', '1 minute'], ['300', '5 minutes'], ['900', '15 minutes'], ['3600', '1 hour'], ['10800', '3 hours']];

export function mount(root, { resource, meter, instrument, query }) {
  let meters = [];
  let wanted = {};
  let seconds = query.get('seconds') ?? '300';
  let filter = '';
  let paused = false;
  let asTable = query.get('table') === 'true';
  let drawnTree = '';
  const chooser = h('span');
  const tree = h('nav', { class: 'tree', 'aria-label': 'Instruments' });
  const title = h('div', { class: 'metric-title' });
  const dimensions = h('div', { class: 'dimensions' });
  const figure = h('div');
  const empty = h('p', { class: 'empty' }, 'Choose an instrument.');
  root.append(
    h('div', { class: 'head' }, h('h1', {}, 'Metrics'), chooser,
      select('Window', WINDOWS, seconds, (value) => { seconds = value; address(); refresh.now(); }),
      search('Filter instruments', '', (text) => { filter = text.toLowerCase(); drawTree(); }),
      toggle('Table', asTable, (now) => { asTable = now; address(); refresh.now(); }),
      toggle('Pause', false, (now) => { paused = now; if (!now) { refresh.now(); } }, { class: 'toggle pause' })),
    h('div', { class: 'split' }, tree, h('section', { class: 'metric' }, title, figure, dimensions, empty)));

  function address() {
    const parts = [resource && `/resource/${encodeURIComponent(resource)}`, meter && `/meter/${encodeURIComponent(meter)}`, instrument && `/instrument/${encodeURIComponent(instrument)}`].filter(Boolean);
    const rest = new URLSearchParams({ ...(seconds === '300' ? {} : { seconds }), ...(asTable ? { table: 'true' } : {}) });
    history.replaceState(null, '', `/metrics${parts.join('')}${rest.size ? `?${rest}` : ''}`);
  }

  function choose(ofMeter, ofInstrument) {
    [meter, instrument, wanted] = [ofMeter, ofInstrument, {}];
    address();
    drawTree();
    title.replaceChildren();
    figure.replaceChildren();
    dimensions.replaceChildren();
    refresh.now();
  }

  function drawChooser() {
    if (chooser.contains(document.activeElement)) {
      return;
    }
    const names = [...new Set(meters.map((one) => one.resource))].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    resource ||= names.find((one) => one.startsWith('consumer')) ?? names[0] ?? '';
    chooser.replaceChildren(select('Resource', names.map((one) => [one, one]), resource, (name) => {
      resource = name;
      const same = meters.some((one) => one.resource === name && one.name === meter && one.instruments.some((other) => other.name === instrument));
      same ? choose(meter, instrument) : choose('', '');
    }));
  }

  function drawTree() {
    const own = meters.filter((one) => one.resource === resource);
    const key = JSON.stringify([own, meter, instrument, filter]);
    if (key === drawnTree) {
      return;
    }
    drawnTree = key;
    tree.replaceChildren(...own.map((one) => [one, one.instruments.filter((other) => !filter || `${one.name} ${other.name}`.toLowerCase().includes(filter))]).filter(([, found]) => found.length).map(([one, found]) =>
      h('details', { open: Boolean(filter) || one.name === meter || one.name.startsWith('Rollcall') || own.length < 4 }, h('summary', {}, one.name, h('span', { class: 'count' }, String(found.length))),
        h('ul', { class: 'plain' }, found.map((other) => h('li', {}, h('button', {
          type: 'button', class: 'leaf', 'aria-current': one.name === meter && other.name === instrument ? 'true' : undefined, title: other.description, onclick: () => choose(one.name, other.name),
        }, other.name)))))));
  }

  function drawDimensions(metric) {
    if (dimensions.contains(document.activeElement)) {
      return;
    }
    dimensions.replaceChildren(...metric.dimensions.map((one) => h('fieldset', {}, h('legend', {}, one.name), one.values.map((value) => h('label', {},
      h('input', {
        type: 'checkbox', checked: !wanted[one.name] || wanted[one.name].includes(value),
        onchange: (event) => {
          const before = wanted[one.name] ?? one.values;
          const after = event.target.checked ? [...before, value] : before.filter((other) => other !== value);
          wanted = { ...wanted, [one.name]: after.length ? after : ['\u0000'] };
          if (after.length === one.values.length) {
            delete wanted[one.name];
          }
          refresh.now();
        },
      }), value || '(none)')))));
  }

  function table(metric) {
    const names = metric.dimensions.map((one) => one.name);
    const total = metric.instrument.kind === 'Histogram' ? 'Measurements' : metric.instrument.kind === 'Counter' ? 'Total' : 'Value';
    const rate = metric.instrument.kind === 'Histogram' || metric.instrument.kind === 'Counter';
    return h('div', { class: 'scroll' }, h('table', { class: 'plain-table' }, h('thead', {}, h('tr', {}, [...names, total, ...(rate ? ['Per second'] : [])].map((one) => h('th', { scope: 'col' }, one)))),
      h('tbody', {}, metric.rows.map((line) => h('tr', {}, names.map((name) => h('td', {}, line.attributes.find((one) => one.key === name)?.value ?? '')),
        h('td', { class: 'figures' }, metric.instrument.kind === 'Histogram' ? number(line.last) : quantity(line.last, metric.instrument.unit)),
        rate ? h('td', { class: 'figures' }, number(line.values.at(-1))) : null)))));
  }

  const refresh = refresher(async () => {
    meters = await get('meters') ?? meters;
    drawChooser();
    if (!instrument) {
      // Something to look at: the application's own before the framework's.
      const own = meters.filter((one) => one.resource === resource);
      const first = own.find((one) => !/^(Microsoft|System)\./.test(one.name)) ?? own[0];
      const shown = first?.instruments.find((one) => one.kind === 'Histogram') ?? first?.instruments[0];
      if (shown) {
        [meter, instrument] = [first.name, shown.name];
        address();
      }
    }
    drawTree();
    const found = instrument ? await get('metric', { resource, meter, instrument, seconds, ...Object.fromEntries(Object.entries(wanted).map(([name, values]) => [`d.${name}`, values])) }) : null;
    empty.hidden = found !== null;
    empty.textContent = meters.length === 0 ? 'No metric has come yet.' : instrument && live.isOpen ? 'This instrument has no data (any more).' : 'Choose an instrument.';
    if (!found) {
      return;
    }
    title.replaceChildren(h('h2', {}, found.instrument.name), h('p', { class: 'quiet' }, `${found.instrument.description || found.instrument.kind} · ${found.shown}${found.unit ? ` in ${found.unit}` : ''}`));
    if (!asTable && figure.querySelector('svg:hover') && figure.dataset.shown === instrument) {
      // Somebody reads values off it.
      return;
    }
    figure.dataset.shown = instrument;
    figure.replaceChildren(asTable ? table(found) : chart(found, figure.clientWidth - 26));
    drawDimensions(found);
  }, 1000);

  refresh.now();
  return {
    update(kind) {
      if (kind === 'metrics' && !paused) {
        refresh.later();
      }
    },
    unmount() { refresh.stop(); },
  };
}
