// The table of resources, their details, and their commands.
import { button, dateTime, h, icon, patch, sender, time } from './dom.js';
import { colorOf, live, post } from './live.js';
import { confirm, openPanel, pairs, section, toast } from './panel.js';

const BAD = new Set(['FailedToStart', 'RuntimeUnhealthy']);
const COMMAND_ICONS = { start: 'play', stop: 'stop', restart: 'restart', kill: 'kill' };

const PROPERTIES = {
  'resource.source': 'Source', 'project.path': 'Project', 'executable.path': 'Program', 'executable.workDir': 'Working directory', 'executable.args': 'Arguments', 'executable.pid': 'Process id',
  'container.image': 'Image', 'container.id': 'Container id', 'container.command': 'Command', 'container.args': 'Arguments', 'container.ports': 'Ports', 'container.lifetime': 'Lifetime',
};

/** How a resource is, in one word and one colour. */
export function stateOf(resource) {
  const text = resource.state ?? 'Unknown';
  if (text === 'Running') {
    return resource.health && resource.health !== 'Healthy' ? { text: resource.health, tone: resource.health === 'Degraded' ? 'warn' : 'bad' } : { text: 'Running', tone: 'good' };
  }
  if (BAD.has(text) || (resource.exitCode && (text === 'Finished' || text === 'Exited'))) {
    return { text: resource.exitCode && text !== 'FailedToStart' ? `${text} (${resource.exitCode})` : text, tone: 'bad' };
  }
  return { text, tone: text === 'Starting' || text === 'Waiting' || text === 'Stopping' ? 'busy' : resource.stateStyle === 'warning' ? 'warn' : 'off' };
}

const badge = (resource) => {
  const state = stateOf(resource);
  return h('span', { class: `state ${state.tone}`, title: resource.reason ?? '' }, state.text);
};

const visible = () => [...live.resources.values()].filter((one) => !one.hidden);

const displayName = (resource) => (visible().filter((one) => one.name === resource.name).length > 1 ? resource.id : resource.name);

/** Children come below their parents. */
function ordered() {
  const all = visible().sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
  const parentOf = (one) => one.relationships.find((relation) => relation.type === 'Parent')?.resource;
  const rows = [];
  const place = (one, depth) => {
    rows.push({ resource: one, depth });
    all.filter((child) => parentOf(child) === one.name && child !== one).forEach((child) => place(child, depth + 1));
  };
  all.filter((one) => !all.some((other) => other.name === parentOf(one))).forEach((one) => place(one, 0));
  return rows;
}

async function run(resource, command) {
  if (command.confirmation && !await confirm(command.confirmation, command.text)) {
    return;
  }
  const outcome = await post('commands', { resource: resource.id, command: command.name });
  if (outcome.success) {
    toast(`${displayName(resource)}: ${command.text} done.`);
  } else if (!outcome.canceled) {
    toast(`${displayName(resource)}: ${command.text} failed. ${outcome.message ?? ''}`, true);
  }
}

function commandButton(resource, command, withText = false) {
  const known = COMMAND_ICONS[command.name] ?? 'more';
  return h('button', {
    type: 'button', class: withText ? '' : 'icon', title: command.description ?? command.text, 'aria-label': `${command.text} ${displayName(resource)}`,
    disabled: command.state === 'Disabled', data: { command: command.name }, onclick: (event) => { event.stopPropagation(); run(resource, command); },
  }, icon(known), withText ? command.text : null);
}

function urls(resource) {
  const shown = resource.urls.filter((one) => !one.internal);
  return shown.length === 0 ? [h('span', { class: 'none' }, '–')] : shown.map((one) => (one.inactive
    ? h('span', { class: 'url off' }, one.text || one.url)
    : h('a', { class: 'url', href: one.url, target: '_blank', rel: 'noopener', onclick: (event) => event.stopPropagation() }, one.text || one.url.replace(/^https?:\/\//, ''))));
}

function source(resource) {
  const args = resource.properties.find((one) => one.name === 'executable.args')?.value ?? '';
  const path = resource.properties.find((one) => one.name === 'project.path')?.value;
  const program = path ?? args.split(' ').find((one) => one.endsWith('.dll')) ?? resource.properties.find((one) => one.name === 'resource.source')?.value ?? '';
  return h('span', { class: 'source', title: path ?? args }, program.split(/[/\\]/).pop());
}

function row({ resource, depth }, chosen, open) {
  const commands = resource.commands.filter((one) => one.state !== 'Hidden');
  const direct = commands.filter((one) => one.highlighted || one.name === 'restart');
  return h('tr', {
    class: `pick${chosen === resource.id ? ' chosen' : ''}`, data: { resource: resource.name }, tabindex: '0',
    onclick: () => open(resource.id), onkeydown: (event) => { if (event.key === 'Enter' && event.target === event.currentTarget) { open(resource.id); } },
  },
  h('th', { scope: 'row', style: { '--depth': String(depth) } }, sender(displayName(resource), colorOf(resource.name))),
  h('td', { 'data-label': 'State' }, badge(resource)),
  h('td', { 'data-label': 'Started', class: 'time' }, resource.started ? time(Date.parse(resource.started), false) : '–'),
  h('td', { 'data-label': 'Type', class: 'type' }, resource.type),
  h('td', { 'data-label': 'Source', class: 'type' }, source(resource)),
  h('td', { 'data-label': 'URLs' }, h('span', { class: 'urls' }, urls(resource))),
  h('td', { class: 'actions' }, h('span', { class: 'row' },
    direct.map((one) => commandButton(resource, one)),
    h('a', { class: 'icon', href: `/consolelogs/resource/${encodeURIComponent(resource.name)}`, title: 'Console logs', 'aria-label': `Console logs of ${displayName(resource)}`, onclick: (event) => event.stopPropagation() }, icon('console')),
    button('Details', 'more', (event) => { event.stopPropagation(); open(resource.id); }, { 'aria-label': `Details of ${displayName(resource)}` }))));
}

function details(resource) {
  const facts = [
    { key: 'State', value: `${stateOf(resource).text}${resource.reason ? ` – ${resource.reason}` : ''}` },
    { key: 'Type', value: resource.type },
    ...(resource.started ? [{ key: 'Started', value: dateTime(Date.parse(resource.started)) }] : []),
    ...(resource.stopped ? [{ key: 'Stopped', value: dateTime(Date.parse(resource.stopped)) }] : []),
    ...(resource.exitCode === undefined ? [] : [{ key: 'Exit code', value: String(resource.exitCode) }]),
    ...resource.properties.map((one) => ({ key: PROPERTIES[one.name] ?? one.name, value: one.value, secret: one.sensitive })),
  ];
  const name = encodeURIComponent(resource.name);
  return h('div', {},
    h('p', { class: 'row wrap' }, resource.commands.filter((one) => one.state !== 'Hidden').map((one) => commandButton(resource, one, true))),
    h('p', { class: 'row wrap links' },
      h('a', { href: `/consolelogs/resource/${name}` }, 'Console logs'), h('a', { href: `/structuredlogs/resource/${name}` }, 'Structured logs'),
      h('a', { href: `/traces/resource/${name}` }, 'Traces'), h('a', { href: `/metrics/resource/${name}` }, 'Metrics')),
    section('Resource', null, pairs(facts)),
    section('URLs', resource.urls.length, resource.urls.length === 0 ? h('p', { class: 'none' }, 'None.') : h('ul', { class: 'plain' }, resource.urls.map((one) =>
      h('li', {}, h('span', { class: 'quiet' }, `${one.text || one.name || 'link'} `), h('a', { href: one.url, target: '_blank', rel: 'noopener' }, one.url))))),
    section('Health', resource.healthReports.length, resource.healthReports.length === 0 ? h('p', { class: 'none' }, 'No health checks.') : h('ul', { class: 'plain' }, resource.healthReports.map((one) =>
      h('li', {}, h('span', { class: `state ${one.status === 'Healthy' ? 'good' : one.status ? 'bad' : 'off'}` }, one.status ?? 'Not checked'), ` ${one.name}`,
        one.description ? h('p', { class: 'quiet' }, one.description) : null,
        one.exception ? h('pre', { class: 'trouble' }, one.exception) : null)))),
    section('Environment variables', resource.environment.length, pairs(resource.environment.map((one) => ({ key: one.name, value: one.value ?? '', secret: true }))), false),
    section('Relationships', resource.relationships.length, pairs(resource.relationships.map((one) => ({ key: one.type, value: one.resource }))), false));
}

/** All of a resource but when its checks ran last, which changes all the time. */
const seen = (resource) => JSON.stringify(resource, (key, value) => (key === 'lastRun' ? undefined : value));

export function mount(root) {
  let chosen = '';
  let drawn = '';
  let filter = '';
  const body = h('tbody');
  const empty = h('p', { class: 'empty', hidden: true });
  root.append(
    h('div', { class: 'head' }, h('h1', {}, 'Resources'),
      h('input', { type: 'search', class: 'search', placeholder: 'Filter', 'aria-label': 'Filter', oninput: (event) => { filter = event.target.value.trim().toLowerCase(); draw(); } })),
    h('table', { class: 'cards resources' },
      h('thead', {}, h('tr', {}, ['Name', 'State', 'Started', 'Type', 'Source', 'URLs', 'Actions'].map((one) => h('th', { scope: 'col', class: one === 'Type' || one === 'Source' ? 'type' : '' }, one)))),
      body),
    empty);

  function open(id) {
    chosen = id;
    const resource = live.resources.get(id);
    drawn = seen(resource);
    openPanel(displayName(resource), details(resource), () => { chosen = ''; draw(); });
    draw();
  }

  function draw() {
    const rows = ordered().filter(({ resource }) => !filter || `${resource.name} ${resource.type} ${stateOf(resource).text}`.toLowerCase().includes(filter));
    const focused = document.activeElement?.closest?.('tr')?.dataset.resource;
    const label = document.activeElement?.getAttribute?.('aria-label');
    patch(body, rows, ({ resource }) => resource.id, (one) => row(one, chosen, open),
      ({ resource, depth }) => `${seen(resource)} ${depth} ${resource.id === chosen} ${displayName(resource)} ${colorOf(resource.name)}`);
    if (focused && !body.contains(document.activeElement)) {
      // The row is a new one; whoever went through the table by keyboard goes on where they were.
      const again = [...body.rows].find((one) => one.dataset.resource === focused);
      ([...(again?.querySelectorAll('[aria-label]') ?? [])].find((one) => one.getAttribute('aria-label') === label) ?? again)?.focus();
    }
    empty.hidden = rows.length > 0;
    empty.textContent = live.state && !live.state.hasAppHost
      ? 'This dashboard stands alone: it has telemetry, but no AppHost that could tell of resources.'
      : live.resources.size === 0 ? 'No resource yet.' : 'No resource matches.';
  }

  draw();
  return {
    update(kind, what) {
      if (kind !== 'resource' && kind !== 'state' && kind !== 'sources') {
        return;
      }
      draw();
      // Only for what can be seen: a value that somebody has uncovered is covered again by drawing.
      if (kind === 'resource' && what.id === chosen && seen(what) !== drawn) {
        const wereOpen = [...document.querySelectorAll('#panel details')].map((one) => one.open);
        open(chosen);
        document.querySelectorAll('#panel details').forEach((one, index) => { one.open = wereOpen[index] ?? one.open; });
      }
    },
    unmount() {},
  };
}
