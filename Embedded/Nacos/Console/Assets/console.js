// The page asks only what any client may ask (v1/ns), so it shows a real Nacos just as well; the event stream makes it live.
const PAGE = 10;
const POLL = 5000;
const $ = id => document.getElementById(id);
const state = { page: 1, pages: new Map(), live: false, busy: false, again: false };

// ---- the API -------------------------------------------------------------------------------------------------------

async function call(method, path, parameters) {
  const query = new URLSearchParams(parameters);
  const response = await fetch(method === "GET" ? `v1/ns/${path}?${query}` : `v1/ns/${path}`, {
    method,
    cache: "no-store",
    body: method === "GET" ? undefined : query,
  });
  const text = await response.text();
  if (!response.ok) {
    let message = text;
    try { message = JSON.parse(text).message ?? text; } catch { /* the registry answers most refusals in plain text */ }
    throw Object.assign(new Error(message || `The registry answered ${response.status}`), { status: response.status });
  }
  return method === "GET" ? JSON.parse(text) : text;
}

function tell(message) {
  $("message").textContent = message ?? "";
  $("message").hidden = !message;
}

// ---- drawing -------------------------------------------------------------------------------------------------------

function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function cell(label, className = "") {
  const node = element("td", { className });
  node.dataset.label = label;
  return node;
}

// Changes texts and keeps nodes, so that the focus and a half-typed weight survive every refresh.
function sync(parent, items, key, create, update) {
  const old = new Map([...parent.children].map(node => [node.dataset.key, node]));
  items.forEach((item, index) => {
    const id = key(item);
    let node = old.get(id);
    if (!node) {
      node = create(item);
      node.dataset.key = id;
    }
    old.delete(id);
    update(node, item);
    if (parent.children[index] !== node) {
      parent.insertBefore(node, parent.children[index] ?? null);
    }
  });
  for (const node of old.values()) {
    node.remove();
  }
}

function pages(nav, count, page, go) {
  const last = Math.max(1, Math.ceil(count / PAGE));
  nav.hidden = count <= PAGE;
  if (!nav.firstChild) {
    nav.append(
      element("button", { type: "button", textContent: "Previous" }),
      element("span"),
      element("button", { type: "button", textContent: "Next" }));
  }
  const [previous, text, next] = nav.children;
  text.textContent = `${page} of ${last}`;
  previous.disabled = page <= 1;
  next.disabled = page >= last;
  previous.onclick = () => go(page - 1);
  next.onclick = () => go(page + 1);
  return last;
}

function tags(node, metadata) {
  sync(node, Object.entries(metadata ?? {}), ([name]) => name,
    ([name]) => element("span", { className: "tag" }, element("b", { textContent: name + " " }), element("span")),
    (tag, [, value]) => { tag.lastChild.textContent = value; });
  if (!node.firstChild) {
    node.append(element("span", { className: "tag", textContent: "none" }));
  }
}

// ---- services ------------------------------------------------------------------------------------------------------

async function drawServices() {
  const list = await call("GET", "catalog/services", {
    withInstances: false, pageNo: state.page, pageSize: PAGE,
    serviceNameParam: $("filter-service").value.trim(), groupNameParam: $("filter-group").value.trim(), hasIpCount: $("filter-empty").checked,
  });
  const last = pages($("service-pages"), list.count, state.page, page => { state.page = page; refresh(); });
  if (state.page > last) {
    state.page = last;
    return drawServices();
  }
  sync($("service-rows"), list.serviceList, s => `${s.groupName}@@${s.name}`, () => {
    const row = element("tr");
    row.append(cell("Service name"), cell("Group"), cell("Clusters", "number"), cell("Instances", "number"), cell("Healthy", "number"), cell("Protection"));
    row.children[0].append(element("a"));
    row.children[5].append(element("span", { className: "state" }));
    return row;
  }, (row, s) => {
    const [name, group, clusters, instances, healthy, protection] = row.children;
    name.firstChild.textContent = s.name;
    name.firstChild.href = `#/${encodeURIComponent(s.groupName)}/${encodeURIComponent(s.name)}`;
    group.textContent = s.groupName;
    clusters.textContent = s.clusterCount;
    instances.textContent = s.ipCount;
    healthy.textContent = s.healthyInstanceCount;
    const triggered = s.triggerFlag === "true";
    protection.firstChild.textContent = triggered ? "triggered" : "no";
    protection.firstChild.className = triggered ? "state off" : "state";
    row.className = s.healthyInstanceCount === 0 ? "bad" : "";
  });
  const filtered = $("filter-service").value || $("filter-group").value || $("filter-empty").checked;
  $("no-services").hidden = list.serviceList.length > 0;
  $("no-services").textContent = filtered ? "No service matches." : "No service yet. The first registration will appear here by itself.";
  $("service-rows").closest("table").hidden = list.serviceList.length === 0;
}

// ---- one service ---------------------------------------------------------------------------------------------------

async function drawService(groupName, name) {
  const serviceName = `${groupName}@@${name}`;
  let detail;
  try {
    detail = await call("GET", "catalog/service", { serviceName });
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    detail = { service: { protectThreshold: 0, metadata: {} }, clusters: [] };
  }
  $("service-title").textContent = `${groupName} / ${name}`;
  $("service-name").textContent = name;
  $("service-group").textContent = groupName;
  tags($("service-metadata"), detail.service.metadata);
  if (document.activeElement !== $("threshold")) {
    $("threshold").value = detail.service.protectThreshold;
  }
  $("threshold-form").onsubmit = event => {
    event.preventDefault();
    change("PUT", "service", { serviceName, protectThreshold: $("threshold").value, metadata: JSON.stringify(detail.service.metadata ?? {}) });
  };

  const clusters = await Promise.all(detail.clusters.map(async cluster => {
    const id = `${serviceName}#${cluster.name}`;
    const page = state.pages.get(id) ?? 1;
    try {
      const found = await call("GET", "catalog/instances", { serviceName, clusterName: cluster.name, pageNo: page, pageSize: PAGE });
      return { id, name: cluster.name, page, ...found };
    } catch (error) {
      if (error.status === 404) {
        return null; // gone between the two questions
      }
      throw error;
    }
  }));
  const present = clusters.filter(Boolean);
  sync($("clusters"), present, c => c.id, createCluster, (node, cluster) => updateCluster(node, cluster, serviceName));
  $("no-instances").hidden = present.length > 0;
}

function createCluster() {
  const head = element("tr");
  for (const [text, className] of [["Address", ""], ["State", ""], ["Metadata", ""], ["Weight and traffic", "number"]]) {
    head.append(element("th", { scope: "col", textContent: text, className }));
  }
  return element("section", {},
    element("h3", {}, element("span"), element("small")),
    element("table", { className: "cards" }, element("thead", {}, head), element("tbody")),
    element("nav", { className: "pages", ariaLabel: "Pages of instances" }));
}

function updateCluster(node, cluster, serviceName) {
  const [title, table, nav] = node.children;
  title.firstChild.textContent = `Cluster ${cluster.name}`;
  title.lastChild.textContent = cluster.count === 1 ? "1 instance" : `${cluster.count} instances`;
  pages(nav, cluster.count, cluster.page, page => { state.pages.set(cluster.id, page); refresh(); });
  sync(table.tBodies[0], cluster.list, i => `${i.ip}:${i.port}`, createInstance, (row, instance) => updateInstance(row, instance, serviceName));
}

function createInstance() {
  const row = element("tr");
  row.append(cell("Address", "address"), cell("State"), cell("Metadata", "wide"), cell("Traffic", "act-cell"));
  row.children[1].append(element("div", { className: "states" }));
  row.children[2].append(element("div", { className: "tags" }));
  row.children[3].append(element("form", { className: "act" },
    element("input", { type: "number", min: 0, max: 10000, step: "any", required: true }),
    element("button", { type: "submit", textContent: "Set", title: "Set the weight" }),
    element("button", { type: "button" })));
  return row;
}

function updateInstance(row, instance, serviceName) {
  const [address, health, metadata, act] = row.children;
  const form = act.firstChild;
  const [weight, , toggle] = form.children;
  const name = `${instance.ip}:${instance.port}`;
  address.textContent = name;
  sync(health.firstChild, [
    instance.healthy ? ["healthy", "good"] : ["unhealthy", "bad"],
    ...(instance.enabled ? [] : [["offline", "off"]]),
    ...(instance.ephemeral ? [] : [["persistent", ""]]),
  ], ([text]) => text, ([text, kind]) => element("span", { className: `state ${kind}`, textContent: text }), () => {});
  tags(metadata.firstChild, instance.metadata);
  row.className = instance.enabled ? (instance.healthy ? "" : "bad") : "off";
  weight.ariaLabel = `Weight of ${name}`;
  if (document.activeElement !== weight) {
    weight.value = instance.weight;
  }
  // PATCH and not PUT: a PUT would freeze the metadata as it is now over whatever the owner publishes later.
  const patch = (enabled, newWeight) => change("PATCH", "instance", {
    serviceName, ip: instance.ip, port: instance.port, cluster: instance.clusterName, clusterName: instance.clusterName, enabled, weight: newWeight,
  });
  toggle.textContent = instance.enabled ? "Take offline" : "Bring online";
  toggle.ariaLabel = `${toggle.textContent} ${name}`;
  toggle.onclick = () => patch(!instance.enabled, instance.weight);
  form.onsubmit = event => {
    event.preventDefault();
    weight.blur();
    patch(instance.enabled, weight.value);
  };
}

// ---- keeping up ----------------------------------------------------------------------------------------------------

function route() {
  const parts = location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  return parts.length === 2 ? parts : null;
}

async function draw() {
  const open = route();
  if (open) {
    await drawService(...open);
  } else {
    await drawServices();
  }
  $("services").hidden = Boolean(open);
  $("service").hidden = !open;
  document.title = open ? `${open[1]} (${open[0]}) – Registry` : "Registry";
  const metrics = await call("GET", "operator/metrics", { onlyStatus: false });
  $("totals").textContent = `${metrics.serviceCount} service${metrics.serviceCount === 1 ? "" : "s"} · ${metrics.instanceCount} instance${metrics.instanceCount === 1 ? "" : "s"}`;
}

async function refresh() {
  if (state.busy) {
    state.again = true;
    return;
  }
  state.busy = true;
  try {
    do {
      state.again = false;
      await draw();
    } while (state.again);
    if (state.failed) {
      state.failed = false;
      tell();
    }
  } catch (error) {
    state.failed = true;
    tell(error instanceof TypeError ? "The registry does not answer; trying again." : error.message);
  } finally {
    state.busy = false;
  }
}

async function change(method, path, parameters) {
  try {
    await call(method, path, parameters);
    tell();
  } catch (error) {
    tell(error.message);
  }
  refresh();
}

function live(on) {
  state.live = on;
  $("live").className = on ? "on" : "";
  $("live-text").textContent = on ? "live" : "reconnecting";
}

const events = new EventSource("console/events");
events.onopen = () => live(true);
events.onmessage = () => { live(true); refresh(); };
events.onerror = () => live(false);
setInterval(() => { if (!state.live) { refresh(); } }, POLL);
addEventListener("hashchange", async () => {
  tell();
  await refresh();
  scrollTo(0, 0);
  if (route()) {
    $("service-title").focus();
  }
});
$("filter").addEventListener("input", () => { state.page = 1; refresh(); });
$("filter").addEventListener("submit", event => event.preventDefault());
refresh();
