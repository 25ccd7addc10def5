import { installed, route } from '@regiso/core';
import type { Request } from '@hapi/hapi';
import { lookChoices, lookKey, readLook, writeLook, type LookChoice } from '@regiso/core/shared';
import { z } from 'zod';
import { frame } from '../frame';
import { attributes, html } from '../html';
import { classesOf, cookieOptions, lookOf, offered } from '../preferences';
import { presentSite } from '../site';
import { languageOf, visitOf, type Visit } from '../visit';

const choice = <N extends keyof LookChoice>(name: N) => z.enum(lookChoices[name]).optional();
const LookQuery = z.object({
  size: choice('size'),
  scheme: choice('scheme'),
  spacing: choice('spacing'),
  font: choice('font'),
  pictures: choice('pictures'),
  motion: choice('motion'),
  save: z.string().optional(),
  back: z.string().max(2000).optional(),
});

/** The panel for the visually impaired as a page: choices are kept in a cookie, so it works without scripts. */
export const accessibility = route({
  method: 'GET',
  path: '//accessibility',
  access: { public: 'Display settings are for everyone' },
  summary: 'Display settings for the visually impaired',
  query: LookQuery,
  database: false,
  handler: async ({ query, request, h }) => {
    const back = localPath(query.back);
    if (query.save !== undefined) {
      const { save, back: _back, ...look } = query;
      const theme = save === 'reset' ? {} : { theme: lookOf(request).theme };
      const kept = writeLook({ ...readLook(''), ...theme, ...(look as Partial<LookChoice>) });
      const response = h
        .redirect(back ?? '/accessibility')
        .code(303)
        .header('Cache-Control', 'no-store');
      if (!kept) return response.unstate(lookKey, { ...cookieOptions, isSecure: installed().config.production });
      return response.state(lookKey, kept, { ...cookieOptions, isSecure: installed().config.production });
    }
    const visit = visitOf(languageOf(request), '/accessibility');
    const framed = frame(
      { title: visit.words.look.title, body: panelPage(visit, request, back) },
      visit,
      await presentSite(),
    );
    const text = framed.before + classesOf(request) + framed.after;
    return h
      .response(text)
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'private, no-cache')
      .vary('Cookie');
  },
});

/** A path of this site to return to; never another site. */
export const localPath = (path: string | undefined) => (path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : undefined);

function panelPage(visit: Visit, request: Request, back: string | undefined) {
  const { words } = visit;
  return html`<div class="wide page">
    <h1>${words.look.title}</h1>
    <p>${words.look.lead}</p>
    ${lookForm(visit, lookOf(request), back)}${back && html`<p><a href="${back}">${words.page.back}</a></p>`}
  </div>`;
}

function lookForm({ words }: Visit, look: LookChoice, back: string | undefined) {
  const groups = offered.map((name) => {
    const options = lookChoices[name].map((value, at) => {
      const checked = look[name] === value;
      const text = name === 'spacing' && at === 0 ? words.look.normalSpacing : words.look.choices[value];
      return html`<label><input${attributes({ type: 'radio', name, value, checked })}> ${text}</label>`;
    });
    return html`<fieldset>
      <legend>${words.look[name]}</legend>
      <div class="options">${options}</div>
    </fieldset>`;
  });
  return html`<form class="look choices" action="/accessibility">
    ${groups} ${back && html`<input type="hidden" name="back" value="${back}" />`}
    <div class="actions">
      <button class="button" name="save" value="1">${words.look.save}</button>
      <a href="/accessibility?save=reset${back && `&back=${encodeURIComponent(back)}`}">${words.look.reset}</a>
    </div>
  </form>`;
}
