// What the dashboard tells by itself: resources as they change, and word of new telemetry.

const listeners = new Set();

export const live = { state: null, resources: new Map(), sources: [], isOpen: false };

/** Hears of every change; returns how to stop. Kinds: open, state, resource, sources, traces, logs, metrics. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (kind, what) => [...listeners].forEach((listener) => listener(kind, what));

export async function get(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    (Array.isArray(value) ? value : [value]).filter((one) => one !== '' && one !== null && one !== undefined && one !== false).forEach((one) => query.append(name, one));
  }
  const answer = await fetch(`/api/ui/${path}${query.size ? `?${query}` : ''}`);
  if (answer.status === 401) {
    location.href = `/login?returnUrl=${encodeURIComponent(location.pathname + location.search)}`;
  }
  return answer.ok && answer.status !== 204 ? answer.json() : null;
}

export async function post(path, body) {
  const answer = await fetch(`/api/ui/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
  });
  return answer.status === 204 ? {} : answer.ok ? answer.json() : { success: false, message: `The dashboard answered ${answer.status}.` };
}

async function loadSources() {
  live.sources = await get('sources') ?? live.sources;
  tell('sources');
}

export function connect() {
  const events = new EventSource('/api/ui/events');
  let isFirst = true;
  events.addEventListener('open', () => { live.isOpen = true; isFirst = true; tell('open'); });
  events.addEventListener('error', async () => {
    live.isOpen = false;
    tell('open');
    if (events.readyState === EventSource.CLOSED) {
      // Refused and not merely cut: asking for anything shows whether it is the login.
      await get('sources').catch(() => null);
      setTimeout(connect, 2000);
    }
  });
  events.addEventListener('state', (event) => {
    const before = live.state;
    live.state = JSON.parse(event.data);
    if (isFirst || before.generation !== live.state.generation) {
      // All resources follow; those of a run that has ended do not.
      live.resources.clear();
      isFirst = false;
      tell('state');
    }
    if (['application', 'hasAppHost', 'isConnected'].some((name) => before?.[name] !== live.state[name])) {
      tell('state');
    }
    if (before?.sources !== live.state.sources) {
      loadSources();
    }
    for (const kind of ['traces', 'logs', 'metrics']) {
      if (before?.[kind] !== live.state[kind]) {
        tell(kind);
      }
    }
  });
  events.addEventListener('resource', (event) => {
    const resource = JSON.parse(event.data);
    live.resources.set(resource.id, resource);
    tell('resource', resource);
  });
}

/** The colour of a resource by name: that of its telemetry. */
export function colorOf(name) {
  const source = live.sources.find((one) => one.service === name || one.name === name);
  return source ? source.color : [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
}

/** Options for choosing a sender of telemetry. */
export const sourceOptions = () => [['', 'All resources'], ...live.sources.map((one) => [one.name, one.name]).sort((a, b) => a[1].localeCompare(b[1], undefined, { numeric: true }))];

/** Calls `load` now and after changes, but never twice at a time and not more often than people can read. */
export function refresher(load, pause = 900) {
  let running = false;
  let wanted = '';
  let timer = null;
  const run = async (how) => {
    timer = null;
    if (running || document.hidden) {
      wanted = wanted === 'now' ? wanted : how;
      return;
    }
    running = true;
    wanted = '';
    try {
      await load();
    } finally {
      running = false;
      if (wanted === 'now') {
        run('now');
      } else if (wanted) {
        later();
      }
    }
  };
  const later = () => { timer ??= setTimeout(() => run('later'), pause); };
  const visible = () => { if (wanted && !document.hidden) { run('now'); } };
  document.addEventListener('visibilitychange', visible);
  return {
    now: () => { clearTimeout(timer); return run('now'); },
    later,
    stop: () => { clearTimeout(timer); timer = 0; wanted = ''; document.removeEventListener('visibilitychange', visible); },
  };
}
