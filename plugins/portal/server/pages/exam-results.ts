import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { route } from '@regiso/core';
import { lookUpResults, type LookedUp } from '@regiso/exams';
import { z } from 'zod';
import { deviceOf, withDevice } from '../device';
import { dayText, momentText } from '../frame';
import { freshPage } from '../fresh-page';
import { attributes, html, type Html } from '../html';
import type { Visit } from '../visit';
import { questionOf, turnOf, withoutPlace, withPlace, type Question } from '../waiting-place';
import { waitingPage } from './exam-waiting';

const name = z.string().trim().min(1).max(100).regex(/\p{L}/u);
const LookUpInput = z.object({
  surname: name,
  name,
  number: z
    .string()
    .trim()
    .max(50)
    .refine((text) => text.replace(/[^\p{L}\p{N}]/gu, '').length >= 4),
});
type Field = 'surname' | 'name' | 'number';
type Line = Extract<LookedUp, { results: unknown }>['results'][number];
type Form = { values: Partial<Record<Field, string>>; wrong: readonly Field[]; remark?: 'again' | { wait: number } };

/** The result of an exam without signing in and without scripts (PUB-09, PUB-15). */
export const examResultForm = route({
  method: 'GET',
  path: '//exam-results',
  access: { public: 'Whoever knows name and document may ask for a published result' },
  summary:
    'Form by which a participant asks for an exam result; for whoever waits for an answer, the answer when its turn comes',
  database: false,
  handler: ({ request, h }) => {
    const device = deviceOf(request);
    const question = device ? questionOf(request, device) : undefined;
    if (device && question) return answerTo(request, h, device, question);
    return formPage(request, h, { values: {}, wrong: [] });
  },
});

export const examResultAnswer = route({
  method: 'POST',
  path: '//exam-results',
  access: { public: 'Whoever knows name and document may ask for a published result' },
  summary: 'Published results of a participant; what is not published and what does not exist are told alike',
  payload: z.record(z.string().max(100), z.string().max(10_000)),
  form: true,
  unaudited: 'a wrong form only comes back; each look-up is recorded where it is made',
  // Look-ups share their transactions, and whoever waits for a turn holds no connection to the database.
  database: false,
  handler: async ({ payload, request, h }) => {
    const device = deviceOf(request);
    if (payload.change) return changePage(request, h, device ? questionOf(request, device) : undefined);
    const parsed = LookUpInput.safeParse(payload);
    if (!parsed.success) {
      const wrong = new Set(parsed.error.issues.map(({ path }) => path[0] as Field));
      return formPage(request, h, { values: payload, wrong: [...wrong] });
    }
    if (!device) return formPage(request, h, { values: payload, wrong: [], remark: 'again' });
    return answerTo(request, h, device, parsed.data);
  },
});

async function answerTo(request: Request, h: ResponseToolkit, device: string, question: Question) {
  const found = await lookUpResults({ ...question, device }, turnOf(request, device));
  if ('turn' in found) return withPlace(await waitingPage(request, h, found), device, found.turn, question);
  const page =
    'results' in found
      ? answerPage(request, h, found.results)
      : formPage(request, h, { values: question, wrong: [], remark: { wait: found.waitMinutes } });
  return withoutPlace(request, await page, 'turn', 'question');
}

/** The form with what was asked, to be corrected: the turn stays. */
const changePage = async (request: Request, h: ResponseToolkit, values: Question | undefined) =>
  withoutPlace(request, await formPage(request, h, { values: values ?? {}, wrong: [] }), 'question');

const once = (response: ResponseObject) => response.header('Cache-Control', 'no-store');

async function formPage(request: Request, h: ResponseToolkit, form: Form) {
  const wait = typeof form.remark === 'object' ? form.remark.wait : undefined;
  const response = await freshPage(request, h, (visit) => ({
    title: visit.words.examResults.title,
    section: 'exams' as const,
    description: visit.words.examResults.lead,
    canonical: '/exam-results',
    ...((wait || form.wrong.length) && { status: wait ? 429 : 422 }),
    body: html`<div class="wide page">
      <h1>${visit.words.examResults.title}</h1>
      <p class="lead">${visit.words.examResults.lead}</p>
      ${questionForm(visit, form)}
      <p><a href="/app/exams/results">${visit.words.examResults.signIn}</a></p>
    </div>`,
  }));
  if (wait) response.header('Retry-After', String(wait * 60));
  return withDevice(request, once(response));
}

function questionForm({ words: { examResults: words } }: Visit, { values, wrong, remark }: Form): Html {
  const said =
    remark === 'again' ? words.again : remark ? words.wait(remark.wait) : wrong.length ? words.check : undefined;
  const field = (one: Field, most: number) => {
    const help = one === 'number' && words.numberHelp;
    const isWrong = wrong.includes(one);
    const told = [help && `result-${one}-help`, isWrong && `result-${one}-wrong`].filter(Boolean).join(' ');
    return html`<p class="field">
      <label for="result-${one}">${words[one]}</label>
      ${help && html`<span class="hint" id="result-${one}-help">${help}</span>`}
      <input
        type="text"
        autocomplete="off"
        value="${values[one] ?? ''}"
        ${attributes({
          ...{ id: `result-${one}`, name: one, required: true, maxlength: most },
          'aria-describedby': told || undefined,
          'aria-invalid': isWrong ? 'true' : undefined,
          autofocus: wrong[0] === one,
        })}
      />
      ${isWrong && html`<span class="wrong" id="result-${one}-wrong">${words.wrong[one]}</span>`}
    </p>`;
  };
  return html`<form class="question" method="post" action="/exam-results">
    ${said && html`<p class="wrong" role="alert">${said}</p>`} ${field('surname', 100)} ${field('name', 100)}
    ${field('number', 50)}
    <p class="actions"><button class="button" type="submit">${words.send}</button></p>
  </form>`;
}

async function answerPage(request: Request, h: ResponseToolkit, results: readonly Line[]) {
  const response = await freshPage(request, h, (visit) => {
    const { examResults: words } = visit.words;
    const title = results.length ? words.found : words.none;
    return {
      title,
      section: 'exams' as const,
      body: html`<div class="wide page">
        <h1>${title}</h1>
        ${
          results.length > 0
            ? html`<ul class="answers" role="list">
                ${results.map((line) => resultCard(visit, line))}
              </ul>`
            : html`<p class="lead" role="status">${words.noneHelp}</p>`
        }
        <p class="actions"><a class="button second" href="/exam-results">${words.other}</a></p>
      </div>`,
    };
  });
  return withDevice(request, once(response));
}

function resultCard({ words: all, language }: Visit, line: Line): Html {
  const { examResults: words, locale } = all;
  const isRu = language === 'ru';
  const { kindTitle, kindTitleEn, subjectTitle, subjectTitleEn, heldOn, unit, result, primaryPoints, revision } = line;
  return html`<li class="answer">
    <h2>${isRu ? subjectTitle : subjectTitleEn}</h2>
    <p class="hint">${isRu ? kindTitle : kindTitleEn}, ${dayText(heldOn, locale)}</p>
    <p class="value">${result === null ? words.annulled : words.result(result, unit)}</p>
    ${primaryPoints !== null && html`<p>${words.primary(primaryPoints)}</p>`}
    ${revision > 1 && html`<p>${words.revised}</p>`}
    ${result === null && line.ground && html`<p>${words.ground(line.ground)}</p>`}
    ${line.appealUntil && html`<p>${words.appeal(dayText(line.appealUntil, locale))}</p>`}
    <p class="hint">${words.published(momentText(new Date(line.publishedAt), locale))}</p>
  </li>`;
}
