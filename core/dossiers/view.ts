import { unseal } from '../access/sealing';
import { filesOfEach } from '../files/api';
import { peopleBrief } from '../people/api';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { linesOn, type DossierChecklist } from './checklist';
import { isValidOn, stateOf } from './states';
import type { DossierItem, DossierView } from './shapes';
import type { DossierSubject } from './subject';

/** Where a sealed value stands; bound into the seal. */
export const placeOf = (column: 'note' | 'end_reason', id: string) => `core.dossier_items|${column}|${id}`;
export const ownerOf = (id: string) => ({ plugin: 'dossiers', type: 'item', id });

type Row = Omit<DossierItem, 'note' | 'endReason' | 'files'> & {
  kind: string;
  note: Buffer | null;
  endReason: Buffer | null;
};

export const opened = (value: Buffer | null, column: 'note' | 'end_reason', id: string) =>
  value && unseal(value, placeOf(column, id)).toString();

/** Papers of a subject: those that are here first, each the newest first. */
async function itemsOf({ id: dossier }: DossierChecklist, { personId, organisationId }: DossierSubject) {
  const rows =
    await sql<Row>`SELECT i.id, i.kind, i.received_on::text AS "receivedOn", i.valid_until::text AS "validUntil",
      i.note, i.ended_as AS "endedAs", i.ended_on::text AS "endedOn", i.end_reason AS "endReason",
      NULL AS "recordedBy" FROM core.dossier_items i
    WHERE i.person_id = ${personId} AND i.organisation_id = ${organisationId} AND i.dossier = ${dossier}
    ORDER BY i.ended_as IS NOT NULL, i.received_on DESC, i.id DESC LIMIT 1000`;
  const names = await recordersOf(rows.map(({ id }) => id));
  const files = await filesOfEach(
    { plugin: 'dossiers', type: 'item' },
    rows.map(({ id }) => id),
  );
  return rows.map(({ kind, note, endReason, ...row }) => ({
    kind,
    item: {
      ...row,
      recordedBy: names.get(row.id) ?? null,
      note: opened(note, 'note', row.id),
      endReason: opened(endReason, 'end_reason', row.id),
      files: (files.get(row.id) ?? []).map(({ id, name, bytes, isGivenOut }) => ({ id, name, bytes, isGivenOut })),
    },
  }));
}

const recordersOf = (ids: readonly string[]) =>
  beyondReach('who wrote down a paper that was in reach', async () => {
    const rows = await sql<{ id: string; name: string }>`SELECT i.id, a.name FROM core.dossier_items i
      JOIN core.accounts a ON a.id = i.recorded_by WHERE i.id = ANY (${[...ids]}::uuid[])`;
    return new Map(rows.map(({ id, name }) => [id, name]));
  });

/** Kinds and days alone: notes and scans stay with whoever kept them. */
const earlierOf = (checklist: DossierChecklist, { personId, organisationId }: DossierSubject) =>
  beyondReach('what was kept of a person who is here now, where the person was before', async () => {
    const rows = await sql<DossierView['earlier'][number]>`SELECT o.short_name AS organisation, i.kind,
        i.received_on::text AS "receivedOn", i.ended_on::text AS "endedOn"
      FROM core.dossier_items i JOIN core.organisations o ON o.id = i.organisation_id
      WHERE i.person_id = ${personId} AND i.dossier = ${checklist.id} AND i.organisation_id <> ${organisationId}
        AND i.ended_as IS DISTINCT FROM 'withdrawn'
      ORDER BY i.received_on DESC, i.id DESC LIMIT 200`;
    return rows.map((row) => ({ ...row, kind: checklist.codes[row.kind]?.title ?? row.kind }));
  });

export const isLocked = ({ leftOn }: DossierSubject) => leftOn !== null && leftOn < todayHere();

/** The file of a subject with its checklist today; that it was read is recorded. */
export async function dossierView(
  checklist: DossierChecklist,
  subject: DossierSubject,
  { followsTransfers }: { followsTransfers: boolean },
): Promise<DossierView> {
  const { personId, organisationId, place, leftOn, also = [], mayKeep = true } = subject;
  const [people, items, lines] = [
    await peopleBrief([personId], ['surname', 'name', 'patronymic', 'birthDate']),
    await itemsOf(checklist, subject),
    await linesOn(checklist, todayHere()),
  ];
  const [organisation] = await sql<{ name: string }>`SELECT short_name AS name FROM core.organisations
    WHERE id = ${organisationId}`;
  const shown = lines.map((line) => {
    const own = items.flatMap(({ kind, item }) => (kind === line.kind ? [item] : []));
    const isRequired = line.isRequired || also.includes(line.kind);
    return { ...line, isRequired, state: stateOf(own, todayHere()), items: own };
  });
  await audit('dossiers.read', { type: 'dossier', personId, organisationId }, { dossier: checklist.id });
  const person = people.get(personId);
  const required = shown.filter(({ isRequired }) => isRequired);
  return {
    name: [person?.surname, person?.name, person?.patronymic].filter(Boolean).join(' '),
    birthDate: person?.birthDate ?? null,
    organisation: organisation?.name ?? '',
    ...{ place, leftOn, mayKeep },
    isLocked: isLocked(subject),
    lacking: required.filter(({ state }) => state !== 'present').length,
    required: required.length,
    lines: shown,
    earlier: followsTransfers ? await earlierOf(checklist, subject) : [],
  };
}

/** Whether a paper of the kind is here and valid on a day. */
export async function holdsValid(
  { id: dossier }: DossierChecklist,
  kinds: readonly string[],
  { personId, organisationId }: Pick<DossierSubject, 'personId' | 'organisationId'>,
  day: string,
): Promise<boolean> {
  const rows = await sql<{ kind: string; validUntil: string | null }>`SELECT kind, valid_until::text AS "validUntil"
    FROM core.dossier_items WHERE person_id = ${personId} AND organisation_id = ${organisationId}
      AND dossier = ${dossier} AND kind = ANY (${[...kinds]}::text[]) AND ended_as IS NULL LIMIT 200`;
  return kinds.every((kind) => rows.some((row) => row.kind === kind && isValidOn(row, day)));
}
