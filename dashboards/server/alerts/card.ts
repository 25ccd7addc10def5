import { inReach, inTransaction, me, part, ProblemError, sql, todayHere } from '@regiso/core';
import type { AlertCard, AlertMoment } from '../../shared/alerts';
import { askOwned } from '../ask';
import { compileContext, factsUsed } from '../context';
import { dayExpression } from '../dimensions';
import { titlesOf, type Language } from '../titles';
import { daysBefore, periodOf } from './periods';
import { readable, type Readable } from './seen';
import { namesOf } from '../names';
import { findAlert, viewsOf, type AlertRow } from './store';

/** An alert with what was done about it, and the course of its figure from before it to now, as the caller may see it. */
export async function alertCard(id: string, language: Language): Promise<AlertCard> {
  const { row, known, card } = await inTransaction({ readOnly: true }, () => withoutCourse(id, language));
  // The warehouse is asked when no connection waits for it any more.
  return { ...card, ...(await courseOf(row, known, language)) };
}

async function withoutCourse(id: string, language: Language) {
  const known = await readable();
  const row = await findAlert(id, known);
  const [view] = await viewsOf([row], known, language);
  if (!view) throw new Error('An alert that was found has no words');
  const names = await namesOf([row.authorId, row.assignedBy, row.assigneeId, row.explainedBy, row.closedBy]);
  const mayLead = row.state !== 'closed' && (await leads(row));
  const mayExplain = view.isMine && (row.state === 'assigned' || row.state === 'explained');
  const card = {
    ...view,
    author: names.get(row.authorId) ?? '',
    moments: await titled(momentsOf(row, names), row, known, language),
    may: { assign: mayLead, explain: mayExplain, close: mayLead },
  };
  return { row, known, card };
}

/** Whether the caller may assign and close an alert that they see: by right over its place, or as author of its rule. */
export async function leads({ id, authorId }: Pick<AlertRow, 'id' | 'authorId'>): Promise<boolean> {
  const [found] = await sql`SELECT FROM dashboards.alerts a WHERE a.id = ${id}
    AND ${inReach('dashboards.alert', { participant: part`a.participant_id`, municipality: part`a.municipality_id` })}`;
  return found !== undefined || authorId === me().accountId;
}

type Moment = Omit<AlertMoment, 'periodTitle'>;

async function titled(moments: readonly Moment[], { grain, indicator }: AlertRow, known: Readable, language: Language) {
  const plugin = known.get(indicator)?.owned.plugin;
  const periods = moments.map(({ period }) => period);
  const title = grain && plugin ? await titlesOf(grain, periods, plugin, language) : () => '';
  return moments.map((moment) => ({ ...moment, periodTitle: moment.period ? title(moment.period) : '' }));
}

function momentsOf(row: AlertRow, names: ReadonlyMap<string, string>): Moment[] {
  const { grain } = row;
  const nameOf = (id: string | null) => (id && names.get(id)) || null;
  const at = (what: Moment['what'], when: Date | null, by: string | null, text: string | null): Moment[] =>
    when
      ? [{ what, at: when.toISOString(), period: grain && periodOf(grain, todayHere(when)), who: nameOf(by), text }]
      : [];
  const moments = [
    ...at('raised', row.raisedAt, null, null).map((moment) => ({ ...moment, period: grain && row.period })),
    ...at('assigned', row.assignedAt, row.assignedBy, nameOf(row.assigneeId)),
    ...at('explained', row.explainedAt, row.explainedBy, row.explanation),
    ...at('cleared', row.clearedAt, null, null),
    ...at('closed', row.closedAt, row.closedBy, row.closeNote),
  ];
  return moments.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

const daysShownBefore = 45;

async function courseOf(
  row: AlertRow,
  known: Readable,
  language: Language,
): Promise<Pick<AlertCard, 'course' | 'problem' | 'asOf'>> {
  const found = known.get(row.indicator);
  const { grain, over, place, within } = row;
  if (!found || !grain) return { course: null, problem: null, asOf: null };
  const { owned, scopes } = found;
  const context = await compileContext();
  const hasDays = factsUsed(owned.item).every((fact) => dayExpression(fact, context));
  const from = grain === 'day' && hasDays ? daysBefore(row.period, daysShownBefore) : undefined;
  const filters = { ...within, ...(over && { [over]: [place] }) };
  try {
    const { rows, asOf } = await askOwned(
      owned,
      { indicator: owned.item.id, by: [grain], filters, ...(from && { period: { from } }) },
      { audience: 'internal', language, scope: scopes },
    );
    const now = periodOf(grain, todayHere());
    return { course: rows.filter(({ key: [period] }) => period && period <= now), problem: null, asOf };
  } catch (error) {
    if (error instanceof ProblemError) return { course: null, problem: error.message, asOf: null };
    throw error;
  }
}
