import { madeUpPeople, type MadeUpPerson } from './people';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const styles = `
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f2f4f7; --loud: #7a4b00; --loud-on: #fff4dd; --text: #1b1f24; --back: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #7d8590; --soft: #20262d; --loud: #ffd58a; --loud-on: #3a2a08; --text: #e9ecf0; --back: #14181d; } }
* { box-sizing: border-box }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back) }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem 3rem }
.loud { margin: 0; padding: .75rem 1rem; text-align: center; color: var(--loud); background: var(--loud-on); font-weight: 600 }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem }
ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .5rem }
button { width: 100%; min-height: 44px; padding: .625rem 1rem; font: inherit; color: inherit; text-align: left; cursor: pointer;
  background: var(--back); border: 1px solid var(--line); border-radius: 8px }
button:hover { background: var(--soft) }
button:focus-visible { outline: 3px solid #2f6fde; outline-offset: 2px }
button span { display: block; font-size: .875rem }
.back { text-align: center }
`;

const frame = (nonce: string, title: string, body: string) => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${escape(title)}</title><style nonce="${escape(nonce)}">${styles}</style></head>
<body><p class="loud" role="note">Имитатор ЕСИА для демонстрации. Это не Госуслуги, люди вымышлены.</p>
<main>${body}</main></body></html>`;

/** Where one chooses as whom to come back. */
export const choicePage = (nonce: string, action: string, request: string) =>
  frame(
    nonce,
    'Имитатор ЕСИА: кем войти',
    `<h1>Кем войти?</h1><p lang="en">ESIA simulator: choose a made-up person.</p>
<form method="post" action="${escape(action)}"><input type="hidden" name="request" value="${escape(request)}">
<ul>${madeUpPeople.map(choice).join('')}</ul>
<button class="back" name="person" value="">Отказаться и вернуться</button></form>`,
  );

const choice = ({ oid, lastName, firstName, middleName, who }: MadeUpPerson) =>
  `<li><button name="person" value="${oid}"><strong>${escape(`${lastName} ${firstName} ${middleName}`)}</strong>
<span>${escape(who)}</span></button></li>`;

/** What is wrong with the request of the system. */
export const refusedPage = (nonce: string, why: string) =>
  frame(nonce, 'Имитатор ЕСИА: запрос не принят', `<h1>Запрос не принят</h1><p>${escape(why)}</p>`);
