import { tokensCss } from '../shared';
import { checkWords, dayText, type Language } from './words';

export type Checked = {
  title: string;
  titleEn: string;
  number: string;
  issuedOn: string;
  issuer: string;
  validUntil: string | null;
  revokedOn: string | null;
  isExpired: boolean;
};

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const css = `${tokensCss()}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:18px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:0 auto;padding:32px 20px 64px}
header{display:flex;justify-content:space-between;gap:16px;color:var(--muted);font-size:16px}
a{color:var(--brand);padding:4px 0}a:focus-visible{outline:3px solid var(--brand);outline-offset:2px;border-radius:2px}
h1{font-size:20px;line-height:1.2;font-weight:600;margin:32px 0 16px}
.state{display:flex;gap:12px;align-items:center;font-size:28px;line-height:1.2;font-weight:700;margin:0}
.state svg{flex:none;width:40px;height:40px}.valid{color:var(--success)}.bad{color:var(--danger)}
section{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:24px;margin-bottom:16px}
dl{margin:24px 0 0;display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:12px 24px}
dt{color:var(--muted)}dd{margin:0;font-weight:600;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
@media(max-width:480px){.state{font-size:24px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:12px}section{padding:20px}}`;

const icon = (isGood: boolean) =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="${
    isGood ? 'M8 12.5l2.7 2.7L16 9.5' : 'M9 9l6 6M15 9l-6 6'
  }"/></svg>`;

/** What the public may know of a document: which, when, by whom, and whether it still holds. */
export function checkPage(found: Checked | undefined, language: Language, nonce: string): string {
  const words = checkWords[language];
  const other = language === 'ru' ? 'en' : 'ru';
  const state = !found ? 'unknown' : found.revokedOn ? 'revoked' : found.isExpired ? 'expired' : 'valid';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${words[state]} — ${words.system}</title><style nonce="${nonce}">${css}</style></head>
<body><main><header><a href="/">${words.system}</a><a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></header>
<h1>${words.heading}</h1>
<section><p class="state ${state === 'valid' ? 'valid' : 'bad'}">${icon(state === 'valid')}<span>${words[state]}</span></p>
${found ? facts(found, language) : ''}</section>
<p>${found ? words.hint : words.unknownHint}</p></main></body></html>`;
}

function facts(found: Checked, language: Language): string {
  const words = checkWords[language];
  const lines: [string, string | null][] = [
    [words.title, language === 'ru' ? found.title : found.titleEn],
    [words.number, found.number],
    [words.day, dayText(found.issuedOn, language)],
    [words.issuer, found.issuer],
    [words.until, found.validUntil && dayText(found.validUntil, language)],
    [words.revokedOn, found.revokedOn && dayText(found.revokedOn, language)],
  ];
  const given = lines.filter(([, value]) => value);
  return `<dl>${given.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '')}</dd>`).join('')}</dl>`;
}
