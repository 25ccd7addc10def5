import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, invalidInput, notFound } from '../server/errors';
import type { ImportContext, Importer, PersonCandidate, RowOutcome } from '../server/importer';
import { sentenceIn, type Language } from '../server/refusals';
import { part, sql } from '../server/sql';
import { inOwnReach, ownKind } from './kinds';
import { isAboutPeople, valuesOf } from './sealing';

const atOnce = 20_000;

type Staged = {
  id: string;
  kind: string;
  participant_id: string | null;
  key: string;
  match_key: string;
  occurrence: number;
  line: number;
  values: Record<string, unknown>;
  sealed: Buffer | null;
  options: Record<string, unknown>;
  run_id: string | null;
  matched_at: Date | null;
};

export const Matched = z.object({ settled: z.number(), waiting: z.number(), why: z.string().nullable() });
export type Matched = z.infer<typeof Matched>;

/** What a person says a waiting row is about: an organisation, a card, or somebody of whom there is no card yet. */
export const Decision = z
  .strictObject({
    organisationId: z.uuid().optional(),
    personId: z.uuid().optional(),
    isNew: z.literal(true).optional(),
  })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
    message: 'Выберите что-то одно',
    path: ['organisationId'],
  });
export type Decision = z.output<typeof Decision>;

async function waitingRow(id: string, lock: boolean): Promise<Staged> {
  const [row] = await sql<Staged>`SELECT * FROM core.staged_rows s
    WHERE id = ${id} AND ${inOwnReach(part`s.kind`, part`s.participant_id`)} ${lock ? part`FOR UPDATE` : part``}`;
  if (!row) throw notFound('Строка не найдена');
  return row;
}

const contextOf = ({ id, run_id: run, options, participant_id: participant }: Staged): ImportContext => ({
  runId: run ?? id,
  options,
  ...(participant && { participantId: participant }),
});

/** Cards that a waiting row about people may be of; the reading is recorded. Throws 404, and 409 for a row that is settled. */
export async function candidatesOf(id: string): Promise<PersonCandidate[]> {
  const row = await waitingRow(id, false);
  const { importer } = ownKind(row.kind);
  if (!importer.candidates) throw notFound('Строка не найдена');
  if (row.matched_at) throw alreadyMatched();
  return importer.candidates(valuesOf(row) as never, contextOf(row));
}

const alreadyMatched = () => conflict('Эта строка уже сопоставлена');

/** Says what the row is about, for it and all rows alike, now and in later files. Throws when a row is refused. */
export async function matchStaged(id: string, decision: Decision, language: Language): Promise<Matched> {
  const first = await waitingRow(id, true);
  const { importer } = ownKind(first.kind);
  const rows = await sql<Staged>`SELECT * FROM core.staged_rows WHERE kind = ${first.kind}
    AND participant_id IS NOT DISTINCT FROM ${first.participant_id}::uuid AND match_key = ${first.match_key}
    AND matched_at IS NULL ORDER BY id LIMIT ${atOnce} FOR UPDATE`;
  if (!rows.length) throw alreadyMatched();
  const target = await targetOf(importer, first, decision);
  if (target) await remember(first, target);
  const outcomes: RowOutcome[] = [];
  for (const group of groupsOf(rows)) {
    const [one = first] = group;
    const chosen = target ? { matchedTo: target } : { isNew: true as const };
    const given = group.map((row) => ({
      line: row.line,
      values: valuesOf(row),
      occurrence: row.occurrence,
      ...chosen,
    }));
    const results = await importer.apply(given as never, contextOf(one));
    await importer.finish?.(contextOf(one));
    await settle(group, results);
    outcomes.push(...results);
  }
  const made = outcomes.flatMap((outcome) => ('target' in outcome ? (outcome.target ?? []) : []))[0];
  if (!target && made) await remember(first, made);
  const matched = await report(first, target ?? made, outcomes);
  return { ...matched, why: matched.why && sentenceIn(language, matched.why) };
}

/** The id that was chosen; undefined for somebody new. A card is one of those that were offered, whoever asks. */
async function targetOf(importer: Importer, row: Staged, { organisationId, personId, isNew }: Decision) {
  if (!isAboutPeople(importer)) {
    if (organisationId) return organisationId;
    throw invalidInput([{ path: ['payload', 'organisationId'], message: 'Укажите организацию' }]);
  }
  if (isNew) return undefined;
  if (!personId) throw invalidInput([{ path: ['payload', 'personId'], message: 'Выберите карточку' }]);
  const offered = await importer.candidates?.(valuesOf(row) as never, contextOf(row));
  if (!offered?.some((one) => one.id === personId)) throw notFound('Карточка не найдена');
  return personId;
}

const remember = ({ kind, participant_id: participant, match_key: key }: Staged, target: string) =>
  sql`INSERT INTO core.import_matches (kind, participant_id, match_key, target_id, made_by)
    VALUES (${kind}, ${participant}, ${key}, ${target}, ${context().actor?.accountId ?? null})
    ON CONFLICT (kind, participant_id, match_key) DO UPDATE SET target_id = excluded.target_id, made_by = excluded.made_by, made_at = now()`;

// Rows of one run and choice go together, as they came.
function groupsOf(rows: readonly Staged[]): Staged[][] {
  const groups = new Map<string, Staged[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.run_id, row.options]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

async function settle(rows: readonly Staged[], outcomes: readonly RowOutcome[]) {
  const refused = outcomes.find((outcome) => outcome.outcome === 'rejected');
  if (refused?.outcome === 'rejected')
    throw conflict(`Строку сохранить нельзя: ${refused.issues.map(({ message }) => message).join('; ')}`);
  const settled = rows.filter((_, at) => outcomes[at]?.outcome !== 'staged').map(({ id }) => id);
  await sql`UPDATE core.staged_rows SET matched_at = now(), sealed = NULL WHERE id = ANY (${settled}::uuid[])`;
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.outcome === 'staged')
      await sql`UPDATE core.staged_rows SET why = ${outcome.why} WHERE id = ${rows[at]?.id}`;
  }
}

async function report(first: Staged, target: string | undefined, outcomes: readonly RowOutcome[]): Promise<Matched> {
  const { kind, id, participant_id: participant } = first;
  const staged = outcomes.flatMap((outcome) => (outcome.outcome === 'staged' ? [outcome.why] : []));
  const settled = outcomes.length - staged.length;
  if (!settled) throw conflict(`Ни одна строка не подошла: ${staged[0] ?? 'запись не найдена'}`);
  const details = { kind, ...(participant && { participant }), ...(target && { target }), rows: settled };
  await audit('imports.row-matched', { type: 'staged-row', id }, details);
  return { settled, waiting: staged.length, why: staged[0] ?? null };
}
