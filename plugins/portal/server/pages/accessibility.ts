import { installed, route } from '@regiso/core';
import type { Request, ResponseToolkit } from '@hapi/hapi';
import { lookChoices, lookKey, readLook, writeLook, type LookChoice } from '@regiso/core/shared';
import { z } from 'zod';
import { freshPage } from '../fresh-page';
import { attributes, html } from '../html';
import { cookieOptions, lookOf, offered } from '../preferences';
import type { Visit } from '../visit';

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
type LookQuery = z.output<typeof LookQuery>;

/** The panel for the visually impaired as a page: choices are kept in a cookie, so it works without scripts. */
export const accessibility = route({
  method: 'GET',
  path: '//accessibility',
  access: { public: 'Display settings are for everyone' },
  summary: 'Display settings for the visually impaired',
  query: LookQuery,
  database: false,
  handler: ({ query, request, h }) => {
    const back = localPath(query.back);
    if (query.save !== undefined) return keep(query, back, request, h);
    return freshPage(request, h, (visit) => ({ title: visit.words.look.title, body: panelPage(visit, request, back) }));
  },
});

function keep(
  { save, back: _back, ...look }: LookQuery,
  back: string | undefined,
  request: Request,
  h: ResponseToolkit,
) {
  const theme = save === 'reset' ? {} : { theme: lookOf(request).theme };
  const kept = writeLook({ ...readLook(''), ...theme, ...(look as Partial<LookChoice>) });
  const options = { ...cookieOptions, isSecure: installed().config.production };
  const response = h
    .redirect(back ?? '/accessibility')
    .code(303)
    .header('Cache-Control', 'no-store');
  return kept ? response.state(lookKey, kept, options) : response.unstate(lookKey, options);
}

/** A path of this site to return to; never another site. */
const localPath = (path: string | undefined) => (path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : undefined);

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
