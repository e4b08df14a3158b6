// The pane with details at the side, dialogs, and short messages.
import { button, dotted, h, icon } from './dom.js';

const panel = document.getElementById('panel');
let onclosed = null;
let opener = null;

export function openPanel(title, content, closed) {
  const scroll = panel.dataset.title === title ? panel.querySelector('.body')?.scrollTop : 0;
  if (panel.hidden) {
    opener = document.activeElement;
  }
  onclosed = closed;
  panel.dataset.title = title;
  panel.replaceChildren(
    h('header', {}, h('h2', {}, title), button('Close (Esc)', 'close', closePanel)),
    h('div', { class: 'body' }, content));
  panel.hidden = false;
  document.body.classList.add('with-panel');
  panel.querySelector('.body').scrollTop = scroll ?? 0;
}

export function closePanel() {
  if (panel.hidden) {
    return;
  }
  panel.hidden = true;
  document.body.classList.remove('with-panel');
  const closed = onclosed;
  onclosed = null;
  closed?.();
  opener?.focus?.();
}

/** Closes the pane of a page that is left: the page has no say any more, least of all about the address. */
export function dropPanel() {
  onclosed = null;
  opener = null;
  closePanel();
}

export const panelIsOpen = () => !panel.hidden;

/** Names and values, with buttons to copy. */
export function pairs(items, empty = 'None.') {
  return items.length === 0 ? h('p', { class: 'none' }, empty) : h('dl', { class: 'pairs' }, items.map(({ key, value, secret }) =>
    h('div', {}, h('dt', {}, dotted(key)), secret ? masked(value) : h('dd', {}, h('span', { class: 'text' }, value), copier(value)))));
}

export const section = (title, count, content, open = true) =>
  h('details', { class: 'part', open }, h('summary', {}, title, count === null ? null : h('span', { class: 'count' }, String(count))), content);

const copier = (value) => button('Copy', 'copy', () => navigator.clipboard?.writeText(value).then(() => toast('Copied.')), { class: 'icon small' });

function masked(value) {
  const text = h('span', { class: 'text masked' }, '●●●●●●●●');
  let shown = false;
  return h('dd', {}, text, button('Show or hide the value', 'eye', () => {
    shown = !shown;
    text.textContent = shown ? value : '●●●●●●●●';
    text.classList.toggle('masked', !shown);
  }, { class: 'icon small' }), copier(value));
}

/** Asks before something is done. */
export function confirm(question, action) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'ask' },
      h('p', {}, question),
      h('div', { class: 'row end' },
        h('button', { type: 'button', onclick: () => dialog.close('no') }, 'Cancel'),
        h('button', { type: 'button', class: 'primary', onclick: () => dialog.close('yes') }, action)));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function show(title, content) {
  const dialog = h('dialog', { class: 'sheet' }, h('header', {}, h('h2', {}, title), button('Close (Esc)', 'close', () => dialog.close())), content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function toast(text, isError = false) {
  const element = h('div', { class: `toast${isError ? ' bad' : ''}` }, text, h('button', { type: 'button', class: 'icon small', 'aria-label': 'Dismiss', onclick: () => element.remove() }, icon('close')));
  document.getElementById('toasts').append(element);
  setTimeout(() => element.remove(), isError ? 12_000 : 4_000);
}
