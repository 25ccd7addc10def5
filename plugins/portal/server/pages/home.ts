import { html } from '../html';
import { icon } from '../icons';
import { publicPage } from '../public-page';
import { countByKind } from '../register';
import { codesOf, wordFor } from '../texts/register-words';
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
      <div class="wide ways">
        <ul>
          <li>
            ${icon('map')}
            <div>
              <a href="/map">${words.home.near}</a>
              <p>${words.home.nearText}</p>
            </div>
          </li>
          <li>
            ${icon('chart')}
            <div>
              <a href="/exams">${words.home.exams}</a>
              <p>${words.home.examsText}</p>
            </div>
          </li>
          <li>
            ${icon('person')}
            <div>
              <a href="/app/">${words.home.cabinet}</a>
              <p>${words.home.cabinetText}</p>
            </div>
          </li>
        </ul>
      </div>`;
    return { title: words.home.question, description: words.home.lead, body, canonical: '/' };
  },
});
