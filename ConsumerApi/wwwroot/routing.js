// Draws what /api/events says: facts, nodes, and models × versions × nodes.

const order = [];

// Colours go by name, in the order in which nodes were first seen.
export function nodeClass(node) {
  if (!order.includes(node)) {
    order.push(node);
  }
  return `node-${order.indexOf(node) % 8}`;
}

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (className) {
    made.className = className;
  }
  return made;
};

const registryText = {
  connected: ['good', 'registry connected'],
  away: ['bad', 'registry away, routing goes on'],
  unknown: ['warn', 'registry not read yet'],
};

export function showFacts(facts, view) {
  const [mood, text] = registryText[view.registry.state];
  facts.replaceChildren(
    element('span', text, `state ${mood}`),
    ` · ${view.models.length} models on ${view.nodes.length} nodes · ${view.policy} · table ${view.generation}`);
}

export function showNodes(list, view) {
  view.nodes.forEach(n => nodeClass(n.name));
  list.replaceChildren(...view.nodes.map(node => {
    const item = element('li', undefined, nodeClass(node.name));
    const title = element('h3', node.name);
    title.append(node.passedOver ? element('span', 'passed over', 'warn') : element('span', 'in use', 'good'));
    const figures = element('dl');
    for (const [name, value] of [['in flight', node.inFlight], ['answers', node.answers.toLocaleString('en')], ['latency', node.latencyMs ? `${node.latencyMs.toFixed(1)} ms` : '–']]) {
      const figure = element('div');
      figure.append(element('dt', name), element('dd', value));
      figures.append(figure);
    }
    item.append(title, element('p', node.failures ? `${node.address} · ${node.failures} failed attempts` : node.address), figures);
    return item;
  }));
}

export function showModels(table, view) {
  const nodes = view.nodes.map(n => n.name);
  const head = element('tr');
  for (const text of ['Model', 'Version', ...nodes]) {
    const cell = element('th', text);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = element('tbody');
  for (const model of view.models) {
    model.versions.forEach((version, i) => {
      const row = element('tr');
      if (i === 0) {
        const name = element('th', model.name);
        name.scope = 'rowgroup';
        name.rowSpan = model.versions.length;
        row.append(name);
      }
      const number = element('td', version.version);
      for (const label of model.labels.filter(l => l.nodes.some(n => n.version === version.version))) {
        number.append(' ', element('span', label.label, 'label'));
      }
      row.append(number, ...nodes.map(node => nodeCell(version.nodes.find(n => n.name === node))));
      body.append(row);
    });
  }
  if (!view.models.length) {
    const cell = element('td', 'No model is registered yet.', 'none');
    cell.colSpan = nodes.length + 2;
    const row = element('tr');
    row.append(cell);
    body.append(row);
  }
  const header = element('thead');
  header.append(head);
  table.replaceChildren(header, body);
}

function nodeCell(node) {
  if (!node) {
    const none = element('td', '–', 'none');
    none.setAttribute('aria-label', 'not served');
    return none;
  }
  const [mark, text, mood] = node.weight === 0 ? ['◌', 'weight 0', 'warn'] : node.healthy ? ['●', 'healthy', 'good'] : ['○', 'unhealthy', 'bad'];
  const cell = element('td');
  const state = element('span', mark, mood);
  state.append(element('span', ` ${text}`, 'word'));
  cell.append(state, node.weight !== 1 && node.weight !== 0 ? ` × ${node.weight}` : '');
  return cell;
}
