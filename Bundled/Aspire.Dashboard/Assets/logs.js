// Structured logs.
import { dateTime, h, patch, search, select, sender, time, toggle } from './dom.js';
import { get, refresher, sourceOptions } from './live.js';
import { openPanel, pairs, section } from './panel.js';
import { filters } from './query.js';

const LEVELS = ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical'];
const SHORT = { Trace: 'TRCE', Debug: 'DBUG', Information: 'INFO', Warning: 'WARN', Error: 'FAIL', Critical: 'CRIT' };

function details(log) {
  const trouble = log.attributes.find((one) => one.key === 'exception.stacktrace') ?? log.attributes.find((one) => one.key === 'exception.message');
  return h('div', {},
    h('p', { class: 'message' }, log.message),
    trouble ? h('pre', { class: 'trouble' }, trouble.value) : null,
    section('Log entry', null, pairs([
      { key: 'Time', value: dateTime(log.time) }, { key: 'Level', value: log.level }, { key: 'Resource', value: log.resource }, { key: 'Category', value: log.scope },
      ...(log.traceId ? [{ key: 'Trace', value: log.traceId }] : []), ...(log.spanId ? [{ key: 'Span', value: log.spanId }] : []),
    ])),
    log.traceId ? h('p', { class: 'links row' }, h('a', { href: `/traces/detail/${log.traceId}?span=${log.spanId ?? ''}` }, 'Open its trace'), h('a', { href: `/structuredlogs?traceId=${log.traceId}` }, 'Logs of its trace')) : null,
    section('Attributes', log.attributes.length, pairs(log.attributes)));
}

export function mount(root, { resource, query }) {
  const { values, set } = filters('/structuredlogs', { text: '', level: '', traceId: '', spanId: '', limit: '200' }, query, resource);
  let paused = false;
  let chosen = 0;
  const body = h('tbody');
  const count = h('span', { class: 'quiet count-text' });
  const more = h('button', { type: 'button', class: 'wide', hidden: true, onclick: () => change('limit', String(Number(values.limit) * 2)) }, 'Show more');
  const empty = h('p', { class: 'empty', hidden: true });
  const chooser = h('span');
  const chips = h('span', { class: 'row wrap' });
  root.append(
    h('div', { class: 'head' }, h('h1', {}, 'Structured logs'), chooser,
      select('Level', [['', 'All levels'], ...LEVELS.map((one) => [one, `${one}+`])], values.level, (level) => change('level', level)),
      search('Filter messages and attributes', values.text, (text) => change('text', text)),
      toggle('Pause', false, (now) => { paused = now; if (!now) { refresh.now(); } }, { class: 'toggle pause' }), chips, count),
    h('table', { class: 'cards logs' }, h('thead', {}, h('tr', {}, ['Resource', 'Level', 'Time', 'Message', 'Trace'].map((one) => h('th', { scope: 'col' }, one)))), body),
    empty, more);

  function change(name, value) {
    set(name, value);
    drawChips();
    refresh.now();
  }

  function drawChips() {
    const chip = (name, text) => (values[name] ? h('button', { type: 'button', class: 'chip', title: 'Remove this filter', onclick: () => change(name, '') }, `${text} ${values[name].slice(0, 8)} ✕`) : null);
    chips.replaceChildren(...[chip('traceId', 'trace'), chip('spanId', 'span')].filter(Boolean));
  }

  function drawChooser() {
    chooser.replaceChildren(select('Resource', sourceOptions(), values.resource, (name) => change('resource', name)));
  }

  const refresh = refresher(async () => {
    const found = await get('logs', values);
    if (!found) {
      return;
    }
    patch(body, found.items, (log) => log.number, (log) => h('tr', {
      class: `pick level-${log.level.toLowerCase()}${log.number === chosen ? ' chosen' : ''}`, tabindex: '0',
      onclick: (event) => open(log, event.currentTarget), onkeydown: (event) => { if (event.key === 'Enter' && event.target === event.currentTarget) { open(log, event.currentTarget); } },
    },
    h('td', { 'data-label': 'Resource' }, sender(log.resource, log.color)),
    h('td', { 'data-label': 'Level' }, h('span', { class: 'level', title: log.level }, SHORT[log.level])),
    h('td', { 'data-label': 'Time', class: 'time', title: dateTime(log.time) }, time(log.time)),
    h('td', { class: 'message-cell' }, log.message),
    h('td', { 'data-label': 'Trace', class: 'time' }, log.traceId ? h('a', { href: `/traces/detail/${log.traceId}?span=${log.spanId ?? ''}`, onclick: (event) => event.stopPropagation() }, log.traceId.slice(0, 7)) : '')));
    count.textContent = `${found.items.length} of ${found.matched}`;
    more.hidden = found.matched <= found.items.length || found.items.length < Number(values.limit);
    empty.hidden = found.items.length > 0;
    empty.textContent = found.total === 0 ? 'No log entry has come yet.' : 'No log entry matches.';
  });

  function open(log, line) {
    chosen = log.number;
    body.querySelector('.chosen')?.classList.remove('chosen');
    line.classList.add('chosen');
    openPanel('Log entry', details(log), () => { chosen = 0; body.querySelector('.chosen')?.classList.remove('chosen'); });
  }

  drawChooser();
  drawChips();
  refresh.now();
  return {
    update(kind) {
      if (kind === 'sources' && !chooser.contains(document.activeElement)) {
        drawChooser();
      }
      if ((kind === 'logs' || kind === 'sources') && !paused) {
        refresh.later();
      }
    },
    unmount() { refresh.stop(); },
  };
}
