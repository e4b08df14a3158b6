// The list of traces.
import { color, dateTime, duration, h, patch, search, select, time, toggle } from './dom.js';
import { get, refresher, sourceOptions } from './live.js';
import { filters } from './query.js';
import { navigate } from './app.js';

const DURATIONS = [['', 'Any duration'], ['1', '≥ 1 ms'], ['10', '≥ 10 ms'], ['100', '≥ 100 ms'], ['1000', '≥ 1 s']];

export function mount(root, { resource, query }) {
  const { values, set } = filters('/traces', { text: '', errors: false, least: '', hidden: [], limit: '100' }, query, resource);
  let paused = false;
  const body = h('tbody');
  const count = h('span', { class: 'quiet count-text' });
  const names = h('div', { class: 'row wrap names', 'aria-label': 'Names of traces; press one to hide or show it' });
  const more = h('button', { type: 'button', class: 'wide', hidden: true, onclick: () => change('limit', String(Number(values.limit) * 2)) }, 'Show more');
  const empty = h('p', { class: 'empty', hidden: true });
  const chooser = h('span');
  root.append(
    h('div', { class: 'head' }, h('h1', {}, 'Traces'), chooser,
      select('Duration', DURATIONS, values.least, (least) => change('least', least)),
      search('Name, trace id, or attribute=value', values.text, (text) => change('text', text)),
      toggle('Errors', values.errors, (now) => change('errors', now)),
      toggle('Pause', false, (now) => { paused = now; if (!now) { refresh.now(); } }, { class: 'toggle pause' }), count),
    names,
    h('table', { class: 'cards traces' }, h('thead', {}, h('tr', {}, ['Time', 'Name', 'Spans', 'Duration'].map((one) => h('th', { scope: 'col' }, one)))), body),
    empty, more);

  function change(name, value) {
    set(name, value);
    refresh.now();
  }

  function drawChooser() {
    chooser.replaceChildren(select('Resource', sourceOptions(), values.resource, (name) => change('resource', name)));
  }

  function drawNames(found) {
    const all = [...found, ...values.hidden.filter((name) => !found.some((one) => one.name === name)).map((name) => ({ name, count: 0 }))];
    patch(names, all.length < 2 ? [] : all.map((one) => ({ ...one, hidden: values.hidden.includes(one.name) })), (one) => one.name, (one) => h('button', {
      type: 'button', class: 'chip', 'aria-pressed': String(!one.hidden), title: one.hidden ? 'Show these' : 'Hide these',
      onclick: () => change('hidden', one.hidden ? values.hidden.filter((name) => name !== one.name) : [...values.hidden, one.name]),
    }, one.name, h('span', { class: 'count' }, String(one.count))));
  }

  const refresh = refresher(async () => {
    const found = await get('traces', values);
    if (!found) {
      return;
    }
    const longest = Math.max(...found.items.map((one) => one.duration), 0.001);
    const items = found.items.map((trace) => ({ ...trace, part: (trace.duration / longest).toFixed(3) }));
    patch(body, items, (trace) => trace.id, (trace) => {
      const link = `/traces/detail/${trace.id}`;
      return h('tr', { class: 'pick', onclick: () => navigate(link) },
        h('td', { 'data-label': 'Time', class: 'time', title: dateTime(trace.start) }, time(trace.start)),
        h('td', { class: 'name-cell' }, h('a', { href: link, onclick: (event) => event.stopPropagation() }, trace.name), h('span', { class: 'quiet id' }, trace.id.slice(0, 7)), trace.error ? h('span', { class: 'state bad' }, 'Error') : null),
        h('td', { 'data-label': 'Spans' }, h('span', { class: 'row wrap shares' }, trace.shares.map((one) =>
          h('span', { class: `share${one.errors ? ' bad' : ''}`, style: { '--color': color(one.color) }, title: `${one.spans} spans of ${one.resource}${one.errors ? `, ${one.errors} failed` : ''}` }, h('span', {}, one.resource), h('b', {}, String(one.spans)))))),
        h('td', { 'data-label': 'Duration', class: 'duration' }, h('span', { class: 'meter', style: { '--share': trace.part } }), duration(trace.duration)));
    });
    drawNames(found.names);
    count.textContent = `${found.items.length} of ${found.matched}`;
    more.hidden = found.matched <= found.items.length || found.items.length < Number(values.limit);
    empty.hidden = found.items.length > 0;
    empty.textContent = found.total === 0 ? 'No trace has come yet. Whatever the application does shows up here.' : 'No trace matches.';
  });

  drawChooser();
  refresh.now();
  return {
    update(kind) {
      if (kind === 'sources' && !chooser.contains(document.activeElement)) {
        drawChooser();
      }
      if ((kind === 'traces' || kind === 'sources') && !paused) {
        refresh.later();
      }
    },
    unmount() { refresh.stop(); },
  };
}
