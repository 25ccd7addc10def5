/** Asks again in place of the reader, and shows what has come: nobody loses their place on the page by a reload. */
export function waitForTurn(place: HTMLElement) {
  const seconds = Number(place.dataset.wait);
  if (seconds > 0) setTimeout(() => void ask(place), seconds * 1_000);
}

async function ask(place: HTMLElement) {
  const text = await fetch(location.pathname, { headers: { accept: 'text/html' } })
    .then((answer) => (answer.status < 500 ? answer.text() : ''))
    .catch(() => '');
  const come = new DOMParser().parseFromString(text, 'text/html');
  const [main, shown] = [come.querySelector('main'), document.querySelector('main')];
  if (!main || !shown) return waitForTurn(place);
  const next = main.querySelector<HTMLElement>('[data-wait]');
  if (next) return goOn(place, next);
  document.title = come.title;
  shown.replaceChildren(...main.childNodes);
  shown.focus();
}

// Only what has changed is put in place, so that it is read aloud and the focus stays where it is.
function goOn(place: HTMLElement, next: HTMLElement) {
  for (const part of ['[role=status]', '.hint']) {
    const [old, fresh] = [place.querySelector(part), next.querySelector(part)];
    if (old && fresh && old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  }
  place.dataset.wait = next.dataset.wait;
  waitForTurn(place);
}
