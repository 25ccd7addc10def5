import type { Found } from './map-draw';

const mostListed = 30;

/** Says beside the map what is in its window: how many, as a list when they can be told apart, and what is missing. */
export function tellFound(found: Found, pattern: string) {
  const shown = document.getElementById('map-shown');
  if (shown) shown.textContent = pattern.replace('{n}', String(found.total));
  reveal('[data-nothing]', found.total === 0);
  reveal('[data-capped]', found.isCapped);
  const list = document.querySelector<HTMLElement>('[data-in-view]');
  if (list) fillList(list, found);
}

function reveal(selector: string, isShown: boolean) {
  const note = document.querySelector<HTMLElement>(selector);
  if (note) note.hidden = !isShown;
}

function fillList(list: HTMLElement, { points, clusters }: Found) {
  list.hidden = clusters.length > 0 || points.length > mostListed;
  list.replaceChildren(...(list.hidden ? [] : points.map(itemOf)));
}

function itemOf({ id, name }: Found['points'][number]) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/organisations/${id}`;
  link.textContent = name;
  item.append(link);
  return item;
}
