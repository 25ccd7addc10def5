type Suggestion = { id: string; name: string; note: string };
type Box = { input: HTMLInputElement; list: HTMLElement; at: number; timer: number; asked: number };

let lists = 0;

/** Offers names under a search box while one types: a combobox after the ARIA pattern. Enter alone searches as ever. */
export function suggestions(input: HTMLInputElement) {
  const box: Box = { input, list: listUnder(input), at: -1, timer: 0, asked: 0 };
  close(box);
  input.addEventListener('input', () => {
    clearTimeout(box.timer);
    box.timer = window.setTimeout(() => void ask(box).catch(() => close(box)), 150);
  });
  input.addEventListener('keydown', (event) => {
    if (!box.list.hidden && answersKey(box, event.key)) event.preventDefault();
  });
  input.addEventListener('blur', () => setTimeout(() => close(box), 150));
  box.list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    open((event.target as Element).closest('li'));
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

function open(option: Element | null) {
  if (option instanceof HTMLElement) location.assign(`/organisations/${option.dataset.id}`);
}

function answersKey(box: Box, key: string): boolean {
  const chosen = box.list.children[box.at] ?? null;
  if (key === 'Escape') close(box);
  else if (key === 'ArrowDown') mark(box, box.at + 1);
  else if (key === 'ArrowUp') mark(box, box.at - 1);
  else if (key === 'Enter' && chosen) open(chosen);
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

async function ask(box: Box) {
  const text = box.input.value.trim();
  const turn = (box.asked += 1);
  if (text.length < 2) return close(box);
  const answer = await fetch(`/organisations/suggest?q=${encodeURIComponent(text)}`);
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
  const small = document.createElement('small');
  small.textContent = note;
  option.append(name, small);
  return option;
}
