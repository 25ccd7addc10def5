import { audit, conflict, invalidInput, me, placesOf, ProblemError, sql, todayHere, unavailable } from '@regiso/core';
import type { Dashboard } from '@regiso/core';
import { Question, type AsOf, type AskedQuestion, type QueryReply } from '../../shared';
import { choiceFrom, wholeSearchOf } from '../../shared/choice';
import { batchOf } from '../../shared/questions';
import type { FrozenContent, NewSnapshot } from '../../shared/snapshots';
import { answerer } from '../answers';
import { dashboardView, findDashboard } from '../board';
import { wordsOf } from '../deliveries/figures';
import { scopesOn } from '../reader';
import { digestOf, type Kept } from './store';

const mostADay = 20;
const mostLetters = 4_000_000;

/** Keeps the figures of a board as the caller sees them now, protected as they are for them; gives the id. Nothing changes it later. */
export async function freeze({ dashboard, search, language, ...said }: NewSnapshot): Promise<{ id: string }> {
  const { title, reportedOn, ground } = said;
  if (reportedOn > todayHere())
    throw invalidInput([{ path: ['payload', 'reportedOn'], message: 'Этот день ещё не наступил' }]);
  const { item, plugin } = findDashboard(dashboard);
  const mine = me().accountId;
  await refuseTooMany(mine);
  const view = await dashboardView(dashboard, language);
  const choice = choiceFrom(view, search);
  const { questions, tiles, names } = batchOf(view, choice);
  const answers = await answersTo(questions, await answerer({ questions, dashboard, language }));
  const asOf = oldestOf(answers);
  const kept: Kept = {
    ...{ dashboard, title, reportedOn, ground, language },
    words: await wordsOf(choice, view, plugin, language),
    search: JSON.stringify(wholeSearchOf(view, choice)),
    within: JSON.stringify(await scopesOn(item)) ?? null,
  };
  const asked = questions.map((question) => Question.parse(question));
  const whole: FrozenContent = { view, choice: plain(choice), questions: asked, tiles, names, answers };
  const content = JSON.stringify(whole);
  if (content.length > mostLetters) throw unfit('Снимок получается слишком большим: сузьте отбор');
  const sha256 = digestOf(kept, content);
  const { municipalities, participants } = placesIn(item);
  const [made] = await sql<{ id: string }>`INSERT INTO dashboards.snapshots
      (dashboard, title, reported_on, ground, language, words, search, within, content, sha256, tick, as_of, owner_id,
      municipalities, participants)
    VALUES (${dashboard}, ${title}, ${reportedOn}::date, ${ground}, ${language}, ${kept.words}, ${kept.search},
      ${kept.within}, ${content}, ${sha256}, ${asOf.tick}, ${asOf.at}::timestamptz, ${mine},
      ${municipalities}::text[], ${participants}::uuid[]) RETURNING id`;
  const id = made?.id ?? '';
  await audit('dashboards.frozen', { type: 'snapshot', id }, { dashboard, reportedOn, tick: asOf.tick, sha256 });
  return { id };
}

/** Where the right over a board is held; by it the database shows what was frozen to nobody elsewhere. */
function placesIn({ permission }: Dashboard) {
  const places = placesOf(permission);
  return {
    municipalities: places.flatMap(({ municipalityId }) => municipalityId ?? []),
    participants: places.flatMap(({ municipalityId, participants }) => (municipalityId ? [] : participants)),
  };
}

const unfit = (message: string) => invalidInput([{ path: ['payload', 'search'], message }]);

const plain = (choice: ReturnType<typeof choiceFrom>) =>
  Object.fromEntries(Object.entries(choice).map(([name, values]) => [name, [...values]]));

type AnswerOf = Awaited<ReturnType<typeof answerer>>;

async function answersTo(questions: readonly AskedQuestion[], answerOf: AnswerOf): Promise<QueryReply['answers']> {
  const answers: QueryReply['answers'] = [];
  // One after another: they share the connection of the present transaction.
  for (const question of questions) answers.push(await answerTo(question, answerOf));
  return answers;
}

async function answerTo(question: AskedQuestion, answerOf: AnswerOf): Promise<QueryReply['answers'][number]> {
  try {
    return await answerOf(question);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
    if (error.problem.status === 400) throw unfit('Отбор в адресе панели не подходит к её данным');
    // What the right does not reach stands on the board as such, and is kept so.
    return { problem: error.message };
  }
}

/** All figures hold at least this moment. */
function oldestOf(answers: QueryReply['answers']): AsOf {
  const moments = answers.flatMap((answer) => ('asOf' in answer ? [answer.asOf] : []));
  const [oldest] = moments.sort((a, b) => a.tick - b.tick);
  if (!oldest) throw conflict('По этому отбору фиксировать нечего');
  if (!oldest.at) throw unavailable('Данные ещё загружаются в хранилище, подождите минуту');
  return oldest;
}

// Those of one person wait for each other, so that two never pass the limit together.
async function refuseTooMany(owner: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${owner}, 7214032))`;
  const [held] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM dashboards.snapshots
    WHERE owner_id = ${owner} AND frozen_at > now() - interval '1 day'`;
  if ((held?.n ?? 0) >= mostADay) throw conflict(`За сутки можно зафиксировать не больше ${mostADay} снимков`);
}
