import { tokensCss } from '@regiso/core/shared';
import type { PublicPortfolio, Shown } from './links';
import { kindReference } from './references';
import { dayText, pageWords, type Language } from './words';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const css = `${tokensCss()}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:18px/1.5 system-ui,sans-serif}
main{max-width:720px;margin:0 auto;padding:32px 20px 64px;overflow-wrap:anywhere}
header{display:flex;justify-content:space-between;gap:16px;color:var(--muted);font-size:16px}
a{color:var(--brand);padding:4px 0}a:focus-visible{outline:3px solid var(--brand);outline-offset:2px;border-radius:2px}
h1{font-size:28px;line-height:1.2;font-weight:700;margin:32px 0 4px}
p{margin:0 0 8px}.what,footer{color:var(--muted);font-size:16px}.what{margin-bottom:24px}footer{margin-top:32px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:12px}
li{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:20px 24px;break-inside:avoid}
h2{font-size:20px;line-height:1.3;font-weight:600;margin:0 0 4px}
.facts{color:var(--muted);font-size:16px}.result{font-weight:600}.text{white-space:pre-line}
.state{display:inline-flex;gap:6px;align-items:center;font-size:16px;margin:0;color:var(--muted)}
.state[data-good]{color:var(--success);font-weight:600}.state svg{width:20px;height:20px;flex:none}
@media(max-width:480px){li{padding:16px}h1{font-size:24px}}
@media print{header a{display:none}body{background:none}main{padding:0}}`;

const sign = (isGood: boolean) =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="${
    isGood ? 'M8 12.5l2.7 2.7L16 9.5' : 'M12 7v5l3 2'
  }"/></svg>`;

/** What a public link shows, or that there is nothing behind it; works without scripts and names nobody in its title. */
export function portfolioPage(shown: PublicPortfolio | undefined, language: Language, nonce: string): string {
  const words = pageWords[language];
  const other = language === 'ru' ? 'en' : 'ru';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${shown ? words.heading : words.gone} — ${words.system}</title><style nonce="${nonce}">${css}</style></head>
<body><main><header><span>${words.system}</span><a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></header>
${shown ? content(shown, language) : `<h1>${words.gone}</h1><p>${words.goneWhat}</p>`}</main></body></html>`;
}

function content({ name, school, validUntil, items }: PublicPortfolio, language: Language): string {
  const words = pageWords[language];
  const list = items.map((item) => line(item, language)).join('');
  return `<h1>${escape(name)}</h1><p class="what">${[words.heading, school].flatMap((text) => (text ? [escape(text)] : [])).join(' · ')}</p>
${list ? `<ul role="list">${list}</ul>` : `<p>${words.none}</p>`}
<footer><p>${words.until.replace('{}', dayText(validUntil, language))} ${words.shown}</p></footer>`;
}

function line({ kind, title, heldOn, level, result, description, state }: Shown, language: Language): string {
  const words = pageWords[language];
  const { title: ru, titleEn: en } = kindReference.codes[kind];
  const isGood = state === 'verified';
  const facts = [language === 'ru' ? ru : en, words[`level.${level}`], dayText(heldOn, language)].join(' · ');
  return `<li><h2>${escape(title)}</h2><p class="facts">${facts}</p>
${result ? `<p class="result">${escape(result)}</p>` : ''}${description ? `<p class="text">${escape(description)}</p>` : ''}
<p class="state"${isGood ? ' data-good' : ''}>${sign(isGood)}<span>${isGood ? words.verified : words.waiting}</span></p></li>`;
}
