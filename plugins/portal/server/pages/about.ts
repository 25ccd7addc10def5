import { homeRegion, sql } from '@regiso/core';
import { html } from '../html';
import { publicPage } from '../public-page';

/** What the site is, where its data come from and what it hides. */
export const about = publicPage({
  path: '//about',
  summary: 'About the public site',
  render: async ({ visit }) => {
    const { words } = visit;
    const { about: text } = words;
    const rows = await sql<{ attribution: string }>`
      SELECT DISTINCT attribution FROM (SELECT attribution FROM core.organisations UNION
        SELECT attribution FROM core.buildings UNION SELECT attribution FROM core.map_boundaries) a
      WHERE attribution <> '' ORDER BY 1`;
    const sources = [
      ...new Set([...homeRegion().attributions.map((one) => one.text), ...rows.map((one) => one.attribution)]),
    ];
    const body = html`<div class="wide page">
      <h1>${text.title}</h1>
      <p class="lead">${text.what}</p>
      <h2>${text.dataTitle}</h2>
      <p>${text.data}</p>
      <h2>${text.hiddenTitle}</h2>
      <p>${text.hidden}</p>
      <h2>${text.accessTitle}</h2>
      <p>${text.access} <a href="/accessibility">${words.look.title}</a></p>
      <h2>${text.cookiesTitle}</h2>
      <p>${text.cookies}</p>
      <h2>${text.sourcesTitle}</h2>
      <ul>
        ${sources.map((one) => html`<li>${one}</li>`)}
      </ul>
    </div>`;
    return { title: text.title, description: text.what, body, canonical: '/about' };
  },
});
