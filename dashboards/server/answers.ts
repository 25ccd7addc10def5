import { forbidden, ProblemError } from '@regiso/core';
import type { Answer, AskedQuestion, QueryReply } from '../shared';
import type { Moments } from './as-of';
import { ask } from './ask';
import { findDashboard } from './board';
import type { Scopes } from './compile';
import { indicatorsOf } from './context';
import { scopesOf, scopesOn } from './reader';
import type { Language } from './titles';

export type Asked = {
  questions: readonly AskedQuestion[];
  dashboard?: string | undefined;
  language: Language;
};

/**
 * A question may be asked by who may see its dashboard or works in its subsystem. Gives by indicator the rows that it may
 * read; throws 403 for a foreign one.
 */
async function rowsFor(questions: Asked['questions'], dashboard: string | undefined): Promise<Map<string, Scopes>> {
  const asked = [...new Set(questions.map(({ indicator }) => indicator))];
  if (dashboard) {
    const { item } = findDashboard(dashboard);
    const foreign = asked.find((id) => !indicatorsOf(item).has(id));
    if (foreign) throw forbidden(`Показатель «${foreign}» вам не открыт`);
    const scopes = await scopesOn(item);
    return new Map(asked.map((id) => [id, scopes]));
  }
  const rows = new Map<string, Scopes>();
  for (const id of asked) rows.set(id, await scopesOf(id));
  return rows;
}

/** What answers questions of one batch within the caller's rights, all of one moment. */
export async function answerer({ questions, dashboard, language }: Asked) {
  const rows = await rowsFor(questions, dashboard);
  const moments: Moments = new Map();
  return (question: AskedQuestion): Promise<Answer> =>
    ask(question, { audience: 'internal', language, moments, scope: rows.get(question.indicator) });
}

/** Answers side by side; one that cannot be given says why in its place. */
export async function answerAll(asked: Asked): Promise<QueryReply['answers']> {
  const answerOf = await answerer(asked);
  return Promise.all(
    asked.questions.map((question) =>
      answerOf(question).catch((error: unknown) => {
        if (error instanceof ProblemError) return { problem: error.message };
        throw error;
      }),
    ),
  );
}
