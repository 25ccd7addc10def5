import { lookClasses, lookKey, readLook, writeLook, type LookChoice } from '@regiso/core/shared';

const root = document.documentElement;

const stored = () => {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith(`${lookKey}=`));
  return cookie?.slice(lookKey.length + 1) ?? fromStorage();
};

// Storage may be forbidden by the browser's settings; the cookie is enough.
function fromStorage() {
  try {
    return localStorage.getItem(lookKey) ?? '';
  } catch {
    return '';
  }
}

function keep(look: LookChoice) {
  const text = writeLook(look);
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${lookKey}=${text}; Path=/; Max-Age=${text ? 31_536_000 : 0}; SameSite=Lax${secure}`;
  try {
    localStorage.setItem(lookKey, text);
  } catch {
    // Nothing to do: the cookie holds it.
  }
}

function show(look: LookChoice) {
  for (const name of [...root.classList])
    if (/^(size|scheme|spacing|font|pictures|motion|theme)-/.test(name)) root.classList.remove(name);
  root.classList.add(...lookClasses(look));
}

function follow(form: HTMLFormElement) {
  form.addEventListener('change', () => {
    const chosen = [...new FormData(form)]
      .flatMap(([name, value]) => (typeof value === 'string' ? `${name}:${value}` : []))
      .join('.');
    const look = { ...readLook(chosen), theme: readLook(stored()).theme };
    show(look);
    keep(look);
  });
}

/** Choices of the panel take effect at once; the link in the header opens the panel in place. */
export function lookOnPage() {
  show(readLook(stored()));
  const form = document.querySelector<HTMLFormElement>('form.look');
  if (form) return follow(form);
  const link = document.querySelector<HTMLAnchorElement>('.look-link');
  link?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link).catch(() => location.assign(link.href));
  });
}

let panel: HTMLElement | undefined;

async function toggle(link: HTMLAnchorElement) {
  if (panel) {
    panel.hidden = !panel.hidden;
    if (panel.hidden) return link.focus();
  } else panel = await load(link);
  panel.querySelector<HTMLElement>('input:checked')?.focus();
}

async function load(link: HTMLAnchorElement) {
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const form = page.querySelector<HTMLFormElement>('form.look');
  if (!form) throw new Error('no panel');
  const section = document.createElement('section');
  section.className = 'panel';
  section.setAttribute('aria-label', page.querySelector('h1')?.textContent ?? '');
  const inner = document.createElement('div');
  inner.className = 'wide';
  inner.append(form);
  section.append(inner);
  link.closest('header')?.after(section);
  section.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    section.hidden = true;
    link.focus();
  });
  follow(form);
  return section;
}
