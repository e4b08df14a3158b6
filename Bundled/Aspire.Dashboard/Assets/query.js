// What a list shows is in its address, so that it can be reloaded and sent to others.

/** Filters kept in the query of the address, and in memory from page to page. */
export function filters(base, initial, query, resource) {
  const values = { ...initial };
  for (const name of Object.keys(initial)) {
    if (Array.isArray(initial[name])) {
      values[name] = query.getAll(name);
    } else if (query.has(name)) {
      values[name] = typeof initial[name] === 'boolean' ? query.get(name) === 'true' : query.get(name);
    }
  }
  values.resource = resource;
  return {
    values,
    set(name, value) {
      values[name] = value;
      const rest = new URLSearchParams();
      for (const [key, one] of Object.entries(values)) {
        if (key !== 'resource') {
          (Array.isArray(one) ? one : [one]).filter((text) => text !== '' && text !== false && text !== initial[key]).forEach((text) => rest.append(key, text));
        }
      }
      history.replaceState(null, '', `${base}${values.resource ? `/resource/${encodeURIComponent(values.resource)}` : ''}${rest.size ? `?${rest}` : ''}`);
    },
  };
}
