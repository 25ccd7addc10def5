import { homeRegion } from '@regiso/core';
import { assetPath } from './assets';
import { html, raw, type Html } from './html';
import type { Site } from './site';
import { icon } from './icons';
import { languages, withQuery, type Visit } from './visit';

export type Section = 'find' | 'map' | 'exams' | 'data';

/** What a page gives; the frame around it is the same everywhere. */
export type Page = {
  title: string;
  description?: string;
  section?: Section;
  body: Html;
  /** Path without the parameters that do not make another page; left out on pages not meant for search engines. */
  canonical?: string;
  /** Data blocks and links for the head. */
  head?: Html;
  map?: boolean;
  status?: number;
  /** True for what stands only until the data arrive: it is not kept and says when to ask again. */
  isPassing?: boolean;
};

/** A page as text, cut where the reader's display settings go in: `before` + classes + `after`. */
export type Framed = { before: string; after: string };

const sections: { id: Section; path: string }[] = [
  { id: 'find', path: '/organisations' },
  { id: 'map', path: '/map' },
  { id: 'exams', path: '/exams' },
  { id: 'data', path: '/open-data' },
];

export function frame(page: Page, visit: Visit, site: Site): Framed {
  const { words, language } = visit;
  const regionName = words.region(homeRegion().name, homeRegion().nameEn);
  const title = page.title === words.home.question ? words.siteTitle(regionName) : page.title;
  const after = html`">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} — ${words.siteName}</title>
${page.description && html`<meta name="description" content="${page.description}" />`}
${addressLinks(page, visit)}
<meta name="color-scheme" content="light dark">
<link rel="preload" href="${assetPath('golos-cyrillic.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${assetPath('portal.css')}">
<link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml">
<script src="${assetPath('portal.js')}" defer></script>
${page.map && html`<script src="${assetPath('map.js')}" defer></script>`}
${page.head}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
${site.demo !== 'none' && html`<p class="demo-banner" role="note">${words.demoBanner[site.demo]}</p>`}
${header(page, visit, regionName)}
<main id="content" tabindex="-1">${page.body}</main>
${footer(visit, site)}
</body></html>
`;
  return { before: `<!doctype html>\n<html lang="${language}" class="`, after: after.text };
}

function addressLinks(page: Page, { address }: Visit) {
  if (!page.canonical || (page.status ?? 200) !== 200) return html`<meta name="robots" content="noindex" />`;
  const { canonical } = page;
  const translations = languages.map(
    (language) =>
      html`<link rel="alternate" hreflang="${language}" href="${withQuery(address, { lang: language })}" />`,
  );
  return html`<link rel="canonical" href="${canonical}" />${translations}`;
}

function header(page: Page, visit: Visit, regionName: string) {
  const { words, address, language } = visit;
  const other = language === 'ru' ? 'en' : 'ru';
  const items = sections.map(
    ({ id, path }) =>
      html`<li><a href="${path}" ${page.section === id && raw(' aria-current="true"')}>${words.nav[id]}</a></li>`,
  );
  return html`<header class="top">
    <div class="wide top-row">
      <a class="brand" href="/"
        >${icon('mark')}<span><b>${words.siteName}</b> <span class="brand-region">${regionName}</span></span></a
      >
      <ul class="tools">
        <li>
          <a class="look-link" href="/accessibility?back=${encodeURIComponent(address)}"
            >${icon('eye')}<span>${words.lookLink}</span></a
          >
        </li>
        <li>
          <a href="${withQuery(address, { lang: other })}" hreflang="${other}" lang="${other}"
            ><span class="long">${words.otherLanguage}</span
            ><abbr class="short" title="${words.otherLanguage}">${other.toUpperCase()}</abbr></a
          >
        </li>
        <li><a class="sign-in" href="/app/">${words.signIn}</a></li>
      </ul>
    </div>
    <nav class="wide" aria-label="${words.menu}">
      <ul class="sections">
        ${items}
      </ul>
    </nav>
  </header>`;
}

function footer({ words }: Visit, site: Site) {
  return html`<footer class="bottom">
    <div class="wide">
      <nav aria-label="${words.footer.menu}">
        <ul>
          <li><a href="/documents">${words.footer.papers}</a></li>
          <li><a href="/about">${words.footer.about}</a></li>
          <li><a href="/open-data">${words.footer.data}</a></li>
          <li><a href="/accessibility">${words.footer.look}</a></li>
          <li><a href="/ask">${words.footer.ask}</a></li>
        </ul>
      </nav>
      ${site.changedAt && html`<p>${words.dataAsOf(momentText(site.changedAt, words.locale))}</p>`}
    </div>
  </footer>`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

// A format costs many times what it formats, and a page of results has several.
function formatOf(locale: string, given: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${given.timeZone} ${given.hour ?? ''}`;
  const known = formats.get(name) ?? new Intl.DateTimeFormat(locale, given);
  formats.set(name, known);
  return known;
}

const asDay = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** «23 ноября 2026, 14:05» in the region's time zone. */
export const momentText = (moment: Date, locale: string) =>
  formatOf(locale, { ...asDay, hour: '2-digit', minute: '2-digit', timeZone: homeRegion().timeZone })
    .format(moment)
    .replace(' г. в ', ', ')
    .replace(' at ', ', ');

/** «1 сентября 2026» of an ISO day. */
export const dayText = (day: string, locale: string) =>
  formatOf(locale, { ...asDay, timeZone: 'UTC' })
    .format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
    .replace(' г.', '');
