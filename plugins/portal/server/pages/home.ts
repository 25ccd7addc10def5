import { html, type Html } from '../html';
import { icon } from '../icons';
import { tellsPlaces } from '../public-lines';
import { publicPage } from '../public-page';
import { countByKind } from '../register';
import { codesOf, wordFor } from '../texts/register-words';
import type { Visit } from '../visit';
import { searchBox } from './search-box';

/** One question, answered by a box; everything else is one tap below it. */
export const home = publicPage({
  path: '//',
  summary: 'Home of the public site',
  render: async ({ visit }) => {
    const { words, language } = visit;
    const counts = new Map((await countByKind()).map(({ kind, count }) => [kind, count]));
    const number = new Intl.NumberFormat(words.locale);
    const kinds = codesOf('kinds')
      .filter((kind) => kind !== 'other' && kind !== 'authority' && counts.has(kind))
      .map(
        (kind) =>
          html`<li>
            <a href="/organisations?kind=${kind}">${wordFor('kindsMany', kind, language)}</a>
            <span class="count">${number.format(counts.get(kind) ?? 0)}</span>
          </li>`,
      );
    const body = html`<div class="hero">
        <div class="wide">
          <h1>${words.home.question}</h1>
          ${
            counts.size
              ? html`${searchBox(visit, { id: 'q', label: words.home.box, big: true })}
                  <h2 class="quiet">${words.home.kinds}</h2>
                  <ul class="kinds">
                    ${kinds}
                  </ul>`
              : html`<p class="note">${words.home.empty}</p>`
          }
        </div>
      </div>
      ${ways(visit)}`;
    return { title: words.home.question, description: words.home.lead, body, canonical: '/' };
  },
});

/** What else one comes for, a tap below the question. */
function ways({ words }: Visit): Html {
  const { home, kindergartens } = words;
  const way = (name: Parameters<typeof icon>[0], href: string, title: string, text: string) =>
    html`<li>
      ${icon(name)}
      <div>
        <a href="${href}">${title}</a>
        <p>${text}</p>
      </div>
    </li>`;
  return html`<div class="wide ways">
    <ul>
      ${tellsPlaces() && way('pin', '/kindergartens', kindergartens.homeLink, kindergartens.homeText)}
      ${way('map', '/map', home.near, home.nearText)}${way('chart', '/exams', home.exams, home.examsText)}
      ${way('person', '/app/', home.cabinet, home.cabinetText)}
    </ul>
  </div>`;
}
