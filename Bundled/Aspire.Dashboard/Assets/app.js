// The frame around the pages: addresses, navigation, shortcuts.
import { h, icon } from './dom.js';
import { connect, listen, live, post } from './live.js';
import { closePanel, confirm, dropPanel, panelIsOpen, show, toast } from './panel.js';
import * as consolePage from './console.js';
import * as logsPage from './logs.js';
import * as metricsPage from './metrics.js';
import * as resourcesPage from './resources.js';
import * as tracePage from './trace.js';
import * as tracesPage from './traces.js';

const PAGES = [
  { key: 'r', path: '/', title: 'Resources', icon: 'resources' },
  { key: 'c', path: '/consolelogs', title: 'Console', icon: 'console' },
  { key: 's', path: '/structuredlogs', title: 'Structured', icon: 'logs' },
  { key: 't', path: '/traces', title: 'Traces', icon: 'traces' },
  { key: 'm', path: '/metrics', title: 'Metrics', icon: 'metrics' },
];

const ROUTES = [
  [/^\/$/, resourcesPage, 'Resources', () => ({})],
  [/^\/consolelogs(?:\/resource\/([^/]+))?$/, consolePage, 'Console logs', (name) => ({ resource: name })],
  [/^\/structuredlogs(?:\/resource\/([^/]+))?$/, logsPage, 'Structured logs', (name) => ({ resource: name })],
  [/^\/traces\/detail\/([0-9a-f]{32})$/i, tracePage, 'Trace', (id) => ({ id })],
  [/^\/traces(?:\/resource\/([^/]+))?$/, tracesPage, 'Traces', (name) => ({ resource: name })],
  [/^\/metrics(?:\/resource\/([^/]+)(?:\/meter\/([^/]+)(?:\/instrument\/([^/]+))?)?)?$/, metricsPage, 'Metrics', (resource, meter, instrument) => ({ resource, meter, instrument })],
];

const main = document.getElementById('main');
let current = null;

/** A part of the address; one that is badly escaped is taken as it is. */
function decoded(part) {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return part;
  }
}

function render() {
  current?.unmount();
  current = null;
  dropPanel();
  const found = ROUTES.map(([pattern, page, title, read]) => [location.pathname.match(pattern), page, title, read]).find(([match]) => match);
  const [match, page, title, read] = found ?? [[''], null, 'Not found', null];
  document.title = `${title} – ${live.state?.application ?? 'Dashboard'}`;
  main.replaceChildren();
  main.className = '';
  if (page) {
    const root = h('div', { class: 'page' });
    main.append(root);
    current = page.mount(root, { ...read(...match.slice(1).map(decoded)), query: new URLSearchParams(location.search) });
  } else {
    main.append(h('p', { class: 'empty' }, 'There is no such page. ', h('a', { href: '/' }, 'Resources')));
  }
  for (const link of document.querySelectorAll('#nav a')) {
    const path = link.getAttribute('href');
    const here = path === '/' ? location.pathname === '/' : location.pathname.startsWith(path);
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
}

export function navigate(path) {
  history.pushState(null, '', path);
  render();
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (link && !link.target && !link.download && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    navigate(link.getAttribute('href'));
  }
});
addEventListener('popstate', render);

function shortcuts() {
  const rows = [...PAGES.map((page) => [page.key.toUpperCase(), page.title]), ['/', 'Search'], ['P', 'Pause or go on'], ['↑ ↓', 'Previous or next span'], ['D', 'Dark or light'], ['Esc', 'Close'], ['?', 'This list']];
  show('Keyboard shortcuts', h('dl', { class: 'keys' }, rows.map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)))));
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function drawTheme() {
  document.getElementById('theme').replaceChildren(icon(isDark() ? 'sun' : 'moon'));
}

function changeTheme() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
  drawTheme();
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea, dialog');
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === 'Escape' && !event.target.closest('dialog')) {
    typing ? typing.blur() : closePanel();
    return;
  }
  if (typing) {
    return;
  }
  const page = PAGES.find((one) => one.key === event.key.toLowerCase());
  if (page) {
    navigate(page.path);
  } else if (event.key === '?') {
    shortcuts();
  } else if (event.key === '/') {
    event.preventDefault();
    main.querySelector('input[type=search]')?.focus();
  } else if (event.key.toLowerCase() === 'p') {
    main.querySelector('.pause')?.click();
  } else if (event.key.toLowerCase() === 'd') {
    changeTheme();
  } else if (!panelIsOpen() || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    current?.key?.(event);
  }
});

document.getElementById('nav').append(...PAGES.map((page) =>
  h('a', { href: page.path, title: `${page.title} (${page.key.toUpperCase()})` }, icon(page.icon), h('span', {}, page.title))));
document.getElementById('theme').addEventListener('click', changeTheme);
document.getElementById('help').addEventListener('click', shortcuts);
document.getElementById('clear').addEventListener('click', async () => {
  if (await confirm('Forget all traces, structured logs and metrics received so far?', 'Clear')) {
    await post('clear');
    toast('Telemetry cleared.');
  }
});
listen((kind, what) => {
  const link = document.getElementById('link');
  if (kind === 'state') {
    document.getElementById('application').textContent = live.state.application;
    document.title = document.title.replace(/ – .*/, ` – ${live.state.application}`);
  }
  const lost = !live.isOpen ? 'The dashboard cannot be reached. Trying again…' : live.state?.hasAppHost && !live.state.isConnected ? 'The AppHost cannot be heard. This is what it said last.' : '';
  link.textContent = lost;
  link.hidden = lost === '';
  current?.update?.(kind, what);
});

drawTheme();
render();
connect();
