import type { ProblemError } from '@regiso/core';
import type { core } from 'zod';
import type { Page } from '../frame';
import { html } from '../html';
import type { Visit } from '../visit';

/** 400: which value of the address is wrong and what to do. */
export function wrongValuePage({ words, address }: Visit, issues: readonly core.$ZodIssue[]): Page {
  const names = [...new Set(issues.map(({ path }) => String(path[0] ?? '')))];
  const [path = '/'] = address.split('?');
  const sentences = names.map((name) => html`<p>${words.problem.badValue(name)}</p>`);
  return {
    title: words.problem.title,
    status: 400,
    body: html`<div class="wide problem">
      <p class="problem-code">400</p>
      <h1>${words.problem.title}</h1>
      ${sentences}
      <p>${words.problem.badHelp}</p>
      <p class="actions">
        <a class="button" href="${path}">${words.search.clear}</a><a href="/">${words.problem.toHome}</a>
      </p>
    </div>`,
  };
}

type Refusal = Pick<ProblemError['problem'], 'status' | 'detail'>;

/** A refusal inside a page, such as an organisation that is not in the register. */
export const problemPageOf = ({ words }: Visit, problem: Refusal): Page => ({
  title: titleOf(words, problem.status),
  status: problem.status,
  body: html`<div class="wide problem">
    <p class="problem-code">${problem.status}</p>
    <h1>${titleOf(words, problem.status)}</h1>
    <p>${problem.detail ?? words.problem.help}</p>
    <p class="actions">
      <a class="button" href="/organisations">${words.problem.toSearch}</a><a href="/">${words.problem.toHome}</a>
    </p>
  </div>`,
});

const titleOf = ({ problem }: Visit['words'], status: number) =>
  status === 404 ? problem.notFound : status === 503 ? problem.later : problem.title;
