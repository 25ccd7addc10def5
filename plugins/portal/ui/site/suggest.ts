type Suggestion = { id: string; name: string; note: string };

let lists = 0;

/** Offers names under a search box while one types: a combobox after the ARIA pattern. Enter alone searches as ever. */
export function suggestions(input: HTMLInputElement) {
  const list = document.createElement('ul');
  list.className = 'suggest';
  list.id = `suggest-${(lists += 1)}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '');
  list.hidden = true;
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  let at = -1;
  let timer = 0;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  close();
  const go = (option: Element | undefined) =>
    option && location.assign(`/organisations/${(option as HTMLElement).dataset.id}`);

  const mark = (next: number) => {
    const options = [...list.children];
    at = (next + options.length + 1) % (options.length + 1);
    if (at === options.length) at = -1;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${at}`);
  };

  const show = (found: Suggestion[]) => {
    list.replaceChildren(...found.map((one, index) => optionOf(one, `${list.id}-${index}`)));
    if (!found.length) return close();
    list.hidden = false;
    at = -1;
    input.setAttribute('aria-expanded', 'true');
  };

  const ask = async () => {
    const text = input.value.trim();
    const turn = (asked += 1);
    if (text.length < 2) return close();
    const answer = await fetch(`/organisations/suggest?q=${encodeURIComponent(text)}`);
    if (answer.ok && turn === asked) show((await answer.json()) as Suggestion[]);
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask().catch(close), 150);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      return close();
    }
    if (list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark(at + (event.key === 'ArrowDown' ? 1 : -1));
    }
    if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      go(list.children[at]);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    go((event.target as Element).closest('li') ?? undefined);
  });
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
