import { Pad } from './pad.js';
import { samples } from './samples.js';
import { showFacts, showModels, showNodes, nodeClass } from './routing.js';

const model = 'digits';
const $ = id => document.getElementById(id);
const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

// ---- asking -----------------------------------------------------------------------------------------------------------------------

const bars = Array.from({ length: 10 }, (_, digit) => {
  const fill = element('div', { className: 'fill' });
  const value = element('span', { className: 'value', textContent: '–' });
  const item = element('li', {}, String(digit), element('div', { className: 'track', ariaHidden: 'true' }, fill), value);
  $('bars').append(item);
  return { item, fill, value };
});

const pad = new Pad($('pad'), () => ask());
let asking = false, again = false;

async function predict() {
  const version = $('version').value;
  const path = `v1/models/${model}${version ? `/versions/${version}` : ''}:predict`;
  const began = performance.now();
  const response = await fetch(path, { method: 'POST', body: JSON.stringify({ instances: [pad.image()] }) });
  const body = await response.json();
  const took = performance.now() - began;
  const node = response.headers.get('x-rollcall-node');
  if (!response.ok) {
    throw Object.assign(new Error(body.error ?? `status ${response.status}`), { node });
  }
  const row = body.predictions[0];
  return { probabilities: row.probabilities ?? row, node, took };
}

// One question at a time; what is drawn meanwhile is asked next.
async function ask() {
  if (pad.isEmpty()) {
    show(null);
    return;
  }
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  do {
    again = false;
    try {
      const answer = await predict();
      show(answer);
      remember(answer.node);
    } catch (error) {
      showFailure(error);
      remember(error.node, error.message);
    }
  } while (again && !pad.isEmpty());
  asking = false;
}

function show(answer) {
  const top = answer ? answer.probabilities.indexOf(Math.max(...answer.probabilities)) : -1;
  bars.forEach(({ item, fill, value }, digit) => {
    const share = answer ? answer.probabilities[digit] : 0;
    item.className = digit === top ? 'top' : '';
    fill.style.setProperty('--share', share);
    value.textContent = answer ? `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %` : '–';
  });
  $('digit').textContent = answer ? top : '?';
  $('answer-text').textContent = answer ? `${Math.round(100 * answer.probabilities[top])} % sure` : 'Draw, or take a sample.';
  $('by').textContent = answer ? `${answer.node} answered in ${answer.took.toFixed(1)} ms` : '\u00a0';
}

function showFailure(error) {
  show(null);
  $('answer-text').textContent = error.message;
}

function remember(node, failure) {
  const chip = element('li', { title: failure ?? node, textContent: failure ? '!' : node.replace(/^\D*/, '') || node });
  chip.classList.add(failure ? 'failed' : nodeClass(node));
  chip.append(element('span', { className: 'visually-hidden', textContent: failure ? failure : ` ${node}` }));
  const history = $('history');
  history.append(chip);
  while (history.children.length > 60) {
    history.firstChild.remove();
  }
}

$('clear').addEventListener('click', () => pad.clear());
$('version').addEventListener('change', () => ask());
$('burst').addEventListener('click', async () => {
  $('burst').disabled = true;
  const counts = {};
  const began = performance.now();
  for (let i = 0; i < 30; i++) {
    try {
      const { node } = await predict();
      counts[node] = (counts[node] ?? 0) + 1;
      remember(node);
    } catch (error) {
      counts.failed = (counts.failed ?? 0) + 1;
      remember(error.node, error.message);
    }
  }
  const took = performance.now() - began;
  $('burst-text').textContent = `${Object.keys(counts).sort().map(n => `${n}: ${counts[n]}`).join(' · ')} in ${took.toFixed(0)} ms`;
  $('burst').disabled = false;
});

for (const [digit, sample] of samples.entries()) {
  const canvas = element('canvas', { width: 8, height: 8 });
  const button = element('button', { type: 'button', ariaLabel: `Sample of a ${digit}` }, canvas);
  button.addEventListener('click', () => pad.set(sample));
  $('samples').append(button);
  const context = canvas.getContext('2d');
  sample.forEach((level, i) => {
    context.fillStyle = `rgb(110 135 245 / ${level / 16})`;
    context.fillRect(i % 8, Math.floor(i / 8), 1, 1);
  });
}

// ---- the table, live --------------------------------------------------------------------------------------------------------------

const events = new EventSource('api/events');
events.addEventListener('routing', event => {
  const view = JSON.parse(event.data);
  showFacts($('facts'), view);
  showNodes($('nodes'), view);
  showModels($('models'), view);
  showVersions(view.models.find(m => m.name === model));
});
events.addEventListener('error', () => {
  $('facts').textContent = 'The consumer does not answer; trying again …';
});

function showVersions(entry) {
  const select = $('version');
  const versions = ['', ...(entry?.versions ?? []).map(v => v.version)];
  if (versions.join() !== [...select.options].map(o => o.value).join()) {
    const chosen = select.value;
    select.replaceChildren(...versions.map(v => element('option', { value: v, textContent: v || 'any' })));
    select.value = versions.includes(chosen) ? chosen : '';
  }
}
