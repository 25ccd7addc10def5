import { putInto } from './form-values';

type Suggestion = { id: string; name: string; note: string };
type Box = {
  input: HTMLInputElement;
  list: HTMLElement;
  /** Who is asked, where it is not the register of organisations. */
  ask: string;
  at: number;
  timer: number;
  asked: number;
};

let lists = 0;

/** Offers names under a search box while one types: a combobox after the ARIA pattern. Enter alone searches as ever. */
export function suggestions(input: HTMLInputElement) {
  const box: Box = { input, list: listUnder(input), ask: input.dataset.suggest ?? '', at: -1, timer: 0, asked: 0 };
  close(box);
  input.addEventListener('input', () => {
    clearTimeout(box.timer);
    box.timer = window.setTimeout(() => void askFor(box).catch(() => close(box)), 150);
  });
  input.addEventListener('keydown', (event) => {
    if (!box.list.hidden && answersKey(box, event.key)) event.preventDefault();
  });
  input.addEventListener('blur', () => setTimeout(() => close(box), 150));
  box.list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    open(box, (event.target as Element).closest('li'));
  });
}

function listUnder(input: HTMLInputElement): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'suggest';
  list.id = `suggest-${(lists += 1)}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '');
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  return list;
}

function close(box: Box) {
  box.list.hidden = true;
  box.at = -1;
  box.input.setAttribute('aria-expanded', 'false');
  box.input.removeAttribute('aria-activedescendant');
}

/** An organisation is opened; of places one is put into its form, which is sent with all its other wishes. */
function open({ input, ask }: Box, option: Element | null) {
  if (!(option instanceof HTMLElement)) return;
  const { id = '', name = '' } = option.dataset;
  if (!ask || !input.form) return location.assign(`/organisations/${id}`);
  input.value = name;
  putInto(input.form, { at: id });
  input.form.submit();
}

function answersKey(box: Box, key: string): boolean {
  const chosen = box.list.children[box.at] ?? null;
  if (key === 'Escape') close(box);
  else if (key === 'ArrowDown') mark(box, box.at + 1);
  else if (key === 'ArrowUp') mark(box, box.at - 1);
  else if (key === 'Enter' && chosen) open(box, chosen);
  else return false;
  return true;
}

// One step beyond either end nothing is marked, so that Enter searches for what was typed.
function mark(box: Box, next: number) {
  const options = [...box.list.children];
  box.at = next >= options.length ? -1 : next < -1 ? options.length - 1 : next;
  options.forEach((option, index) => option.setAttribute('aria-selected', String(index === box.at)));
  const marked = options[box.at];
  if (marked) box.input.setAttribute('aria-activedescendant', marked.id);
  else box.input.removeAttribute('aria-activedescendant');
}

async function askFor(box: Box) {
  const text = box.input.value.trim();
  const turn = (box.asked += 1);
  if (text.length < 2) return close(box);
  const answer = await fetch(`${box.ask || '/organisations/suggest'}?q=${encodeURIComponent(text)}`);
  if (answer.ok && turn === box.asked) show(box, (await answer.json()) as Suggestion[]);
}

function show(box: Box, found: readonly Suggestion[]) {
  close(box);
  box.list.replaceChildren(...found.map((one, index) => optionOf(one, `${box.list.id}-${index}`)));
  if (!found.length) return;
  box.list.hidden = false;
  box.input.setAttribute('aria-expanded', 'true');
}

function optionOf({ id, name, note }: Suggestion, optionId: string) {
  const option = document.createElement('li');
  option.id = optionId;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.dataset.id = id;
  option.dataset.name = name;
  const small = document.createElement('small');
  small.textContent = note;
  option.append(name, small);
  return option;
}
