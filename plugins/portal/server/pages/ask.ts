import type { Request, ResponseToolkit } from '@hapi/hapi';
import { askFromOutside, ProblemError, QuestionInput, route } from '@regiso/core';
import { z } from 'zod';
import { freshPage } from '../fresh-page';
import { attributes, html, type Html } from '../html';
import type { Visit } from '../visit';

type Field = keyof typeof QuestionInput.shape;
type Form = { values: Record<string, string>; wrong: readonly Field[]; refused?: 'often' | 'later' };

const AskQuery = z.object({
  sent: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional()
    .catch(undefined),
});

/** A question to support without signing in and without scripts (PUB-22); the answer comes by mail. */
export const ask = route({
  method: 'GET',
  path: '//ask',
  access: { public: 'A question needs no sign-in (PUB-22)' },
  summary: 'Form of a question to support',
  query: AskQuery,
  database: false,
  handler: ({ query: { sent }, request, h }) =>
    sent === undefined ? formPage(request, h, { values: {}, wrong: [] }) : sentPage(request, h, sent),
});

export const question = route({
  method: 'POST',
  path: '//ask',
  access: { public: 'A question needs no sign-in (PUB-22)' },
  summary: 'Take a question of the public site; a wrong one comes back with what to correct',
  payload: z.record(z.string().max(100), z.string().max(100_000)),
  form: true,
  unaudited: 'a wrong form only comes back; a question that is taken is audited where it is written',
  handler: async ({ payload, request, h }) => {
    const parsed = QuestionInput.safeParse(payload);
    if (!parsed.success) {
      const wrong = new Set(parsed.error.issues.map(({ path }) => path[0] as Field));
      return formPage(request, h, { values: payload, wrong: [...wrong] });
    }
    try {
      const taken = await askFromOutside(parsed.data);
      return h
        .redirect(`/ask?sent=${taken?.number ?? 0}`)
        .code(303)
        .header('Cache-Control', 'no-store');
    } catch (error) {
      const refused = error instanceof ProblemError && ({ 429: 'often', 503: 'later' } as const)[error.problem.status];
      if (!refused) throw error;
      return formPage(request, h, { values: payload, wrong: [], refused });
    }
  },
});

const formPage = (request: Request, h: ResponseToolkit, form: Form) =>
  freshPage(request, h, (visit) => ({
    title: visit.words.ask.title,
    status: form.refused ? (form.refused === 'often' ? 429 : 503) : form.wrong.length ? 422 : 200,
    body: html`<div class="wide page">
      <h1>${visit.words.ask.title}</h1>
      <p class="lead">${visit.words.ask.lead}</p>
      ${questionForm(visit, form)}
    </div>`,
  }));

function questionForm({ words: { ask: words } }: Visit, form: Form): Html {
  const remark = form.refused ? words[form.refused] : form.wrong.length ? words.check : undefined;
  const field = (name: Field, help: string | undefined, control: (given: Html) => Html) =>
    html`<p class="field">
      <label for="ask-${name}">${words[name as 'subject']}</label>
      ${help && html`<span class="hint" id="ask-${name}-help">${help}</span>`}
      ${control(attributesOf(name, Boolean(help)))}
      ${form.wrong.includes(name) && html`<span class="wrong" id="ask-${name}-wrong">${words.wrong[name]}</span>`}
    </p>`;
  const attributesOf = (name: Field, helped: boolean) => {
    const wrong = form.wrong.includes(name);
    const told = [helped && `ask-${name}-help`, wrong && `ask-${name}-wrong`].filter(Boolean).join(' ');
    const first = form.wrong[0] === name;
    return attributes({
      id: `ask-${name}`,
      name,
      required: true,
      'aria-describedby': told || undefined,
      'aria-invalid': wrong ? 'true' : undefined,
      autofocus: first,
    });
  };
  const value = (name: Field) => form.values[name] ?? '';
  return html`<form class="question" method="post" action="/ask">
    ${remark && html`<p class="wrong" role="alert">${remark}</p>`}
    ${field(
      'subject',
      undefined,
      (given) => html`<input type="text" maxlength="200" value="${value('subject')}" ${given} />`,
    )}
    ${field(
      'text',
      words.textHelp,
      (given) => html`<textarea rows="6" maxlength="4000" ${given}>${value('text')}</textarea>`,
    )}
    ${field(
      'address',
      words.addressHelp,
      (given) => html`<input type="email" maxlength="254" autocomplete="email" value="${value('address')}" ${given} />`,
    )}
    <p class="trap" aria-hidden="true">
      <label>${words.trap} <input name="website" tabindex="-1" autocomplete="off" /></label>
    </p>
    <p class="actions"><button class="button" type="submit">${words.send}</button></p>
  </form>`;
}

const sentPage = (request: Request, h: ResponseToolkit, number: number) =>
  freshPage(request, h, ({ words: { ask: words, problem } }) => ({
    title: words.sent(number),
    body: html`<div class="wide page">
      <h1>${words.sent(number)}</h1>
      <p class="lead" role="status">${words.sentHelp}</p>
      <p class="actions"><a class="button" href="/">${problem.toHome}</a><a href="/ask">${words.again}</a></p>
    </div>`,
  }));
