// One trace as a waterfall.
import { color, dateTime, duration, h, sender } from './dom.js';
import { get, refresher } from './live.js';
import { openPanel, pairs, section } from './panel.js';

const TICKS = 4;

function details(trace, span) {
  return h('div', {},
    h('p', { class: 'row wrap' }, sender(span.resource, span.color), span.error ? h('span', { class: 'state bad' }, 'Error') : null,
      h('span', { class: 'quiet' }, `${duration(span.duration)}, ${duration(span.start)} after the start`)),
    span.message ? h('p', { class: 'trouble' }, span.message) : null,
    h('p', { class: 'links row wrap' },
      h('a', { href: `/structuredlogs?traceId=${trace.id}&spanId=${span.id}` }, span.logs === 1 ? '1 log entry' : `${span.logs} log entries`),
      h('a', { href: `/structuredlogs?traceId=${trace.id}` }, 'Logs of the trace')),
    section('Attributes', span.attributes.length, pairs(span.attributes)),
    section('Events', span.events.length, span.events.length === 0 ? h('p', { class: 'none' }, 'None.') : span.events.map((one) =>
      h('div', { class: 'event' }, h('b', {}, one.name), h('span', { class: 'quiet' }, ` at ${duration(one.time)}`), one.attributes.length ? pairs(one.attributes) : null)), span.events.length > 0),
    section('Links', span.links.length, span.links.length === 0 ? h('p', { class: 'none' }, 'None.') : span.links.map((one) =>
      h('div', { class: 'event' }, h('a', { href: `/traces/detail/${one.traceId}?span=${one.spanId}` }, `${one.traceId.slice(0, 7)} / ${one.spanId.slice(0, 7)}`), one.attributes.length ? pairs(one.attributes) : null)), span.links.length > 0),
    section('Span', null, pairs([
      { key: 'Id', value: span.id }, ...(span.parent ? [{ key: 'Parent', value: span.parent }] : []), { key: 'Kind', value: span.kind }, { key: 'Source', value: span.scope }, { key: 'Start', value: dateTime(trace.start + span.start) },
    ])));
}

export function mount(root, { id, query }) {
  const closed = new Set();
  let chosen = query.get('span') ?? '';
  let trace = null;
  let shown = [];
  const head = h('div', { class: 'head' });
  const ruler = h('div', { class: 'ruler', 'aria-hidden': 'true' });
  const rows = h('div', { class: 'rows', role: 'tree', 'aria-label': 'Spans' });
  const fall = h('div', { class: 'waterfall', hidden: true }, ruler, rows);
  const empty = h('p', { class: 'empty', hidden: true }, 'This trace is not here, or not any more. ', h('a', { href: '/traces' }, 'All traces'));
  root.append(head, fall, empty);

  function choose(span) {
    chosen = span.id;
    history.replaceState(null, '', `/traces/detail/${id}?span=${span.id}`);
    openPanel(span.name, details(trace, span), () => { chosen = ''; history.replaceState(null, '', `/traces/detail/${id}`); draw(); });
    draw();
  }

  /** Spans that no closed parent hides. */
  function visible() {
    const spans = [];
    let below = Infinity;
    for (const span of trace.spans) {
      if (span.depth > below) {
        continue;
      }
      below = closed.has(span.id) ? span.depth : Infinity;
      spans.push(span);
    }
    return spans;
  }

  function bar(span) {
    const whole = Math.max(trace.duration, 0.001);
    const left = Math.min(Math.max(span.start / whole, 0), 1) * 100;
    const width = Math.min(Math.max((span.duration / whole) * 100, 0.2), 100 - left);
    return h('div', { class: 'track' },
      h('div', { class: `bar${span.error ? ' bad' : ''}`, style: { left: `${left}%`, width: `${Math.max(width, 0.2)}%`, '--color': color(span.color) } }),
      span.events.map((one) => h('i', { class: 'mark', title: one.name, style: { left: `${Math.min(Math.max(one.time / whole, 0), 1) * 100}%` } })),
      h('span', { class: 'took', style: { left: `calc(${left + width}% + 6px)` } }, duration(span.duration)));
  }

  function draw() {
    const focused = rows.contains(document.activeElement);
    shown = visible();
    rows.replaceChildren(...shown.map((span) => h('div', {
      class: `span${span.id === chosen ? ' chosen' : ''}${span.error ? ' bad' : ''}`, role: 'treeitem', tabindex: '0', 'aria-level': String(span.depth + 1), 'aria-expanded': span.hasChildren ? String(!closed.has(span.id)) : undefined,
      data: { span: span.id }, style: { '--color': color(span.color), '--depth': String(Math.min(span.depth, 12)) },
      onclick: () => choose(span), onkeydown: (event) => { if (event.key === 'Enter') { choose(span); } },
    },
    h('div', { class: 'label', title: `${span.resource}: ${span.name}` },
      span.hasChildren
        ? h('button', { type: 'button', class: 'fold', 'aria-label': closed.has(span.id) ? 'Open' : 'Close', onclick: (event) => { event.stopPropagation(); closed.has(span.id) ? closed.delete(span.id) : closed.add(span.id); draw(); } }, closed.has(span.id) ? '▸' : '▾')
        : h('span', { class: 'fold' }),
      h('span', { class: 'who' }, span.resource), h('span', { class: 'name' }, span.name), span.logs ? h('span', { class: 'count', title: `${span.logs} log entries` }, String(span.logs)) : null),
    bar(span))));
    if (focused) {
      rows.querySelector('.chosen')?.focus();
    }
  }

  const refresh = refresher(async () => {
    const found = await get(`traces/${id}`);
    empty.hidden = found !== null;
    fall.hidden = found === null;
    if (!found) {
      return;
    }
    const first = trace === null;
    if (trace && JSON.stringify(found) === JSON.stringify(trace)) {
      return;
    }
    trace = found;
    head.replaceChildren(
      h('h1', {}, trace.name), h('span', { class: 'quiet id' }, trace.id.slice(0, 7)),
      h('dl', { class: 'facts' }, [['Started', dateTime(trace.start)], ['Duration', duration(trace.duration)], ['Resources', new Set(trace.spans.map((one) => one.resource)).size],
        ['Depth', Math.max(...trace.spans.map((one) => one.depth)) + 1], ['Spans', trace.spans.length]].map(([key, value]) => h('div', {}, h('dt', {}, key), h('dd', {}, String(value))))),
      h('a', { href: `/structuredlogs?traceId=${trace.id}` }, 'Logs'));
    ruler.replaceChildren(...Array.from({ length: TICKS + 1 }, (_, index) => h('span', { style: { left: `${(index / TICKS) * 100}%` } }, duration((trace.duration * index) / TICKS))));
    draw();
    const asked = trace.spans.find((one) => one.id === chosen);
    if (first && asked) {
      choose(asked);
      rows.querySelector('.chosen')?.scrollIntoView({ block: 'center' });
    }
  });

  refresh.now();
  return {
    update(kind) {
      if (kind === 'traces' || kind === 'logs') {
        refresh.later();
      }
    },
    key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) {
        event.preventDefault();
        const next = shown[Math.min(Math.max(shown.findIndex((one) => one.id === chosen) + step, 0), shown.length - 1)];
        choose(next);
        rows.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
      }
    },
    unmount() { refresh.stop(); },
  };
}
