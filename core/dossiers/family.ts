import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { linesOn, type DossierChecklist } from './checklist';
import type { LineState } from './shapes';
import { isValidOn, stateOf } from './states';
import type { DossierSubject } from './subject';

type Row = { kind: string; receivedOn: string; validUntil: string | null; endedAs: 'returned' | 'withdrawn' | null };

/** A paper as the family reads of it: whether it is there and since when, without numbers and scans. */
export type FamilyLine = {
  kind: string;
  title: string;
  titleEn: string;
  isRequired: boolean;
  state: LineState;
  receivedOn: string | null;
  validUntil: string | null;
};

/**
 * What must be in the file of one's own child today and what there is besides, for a guardian whose right the caller has
 * checked: some papers tell of health. That it was read is recorded.
 */
export async function dossierForFamily(
  checklist: DossierChecklist,
  { personId, organisationId, also = [] }: Pick<DossierSubject, 'personId' | 'organisationId' | 'also'>,
): Promise<FamilyLine[]> {
  const today = todayHere();
  const lines = await linesOn(checklist, today);
  const rows = await beyondReach(
    'papers of one’s own child',
    () => sql<Row>`SELECT kind, received_on::text AS "receivedOn", valid_until::text AS "validUntil",
        ended_as AS "endedAs" FROM core.dossier_items
      WHERE person_id = ${personId} AND organisation_id = ${organisationId} AND dossier = ${checklist.id}
      ORDER BY received_on DESC, id DESC LIMIT 1000`,
  );
  await audit('dossiers.read', { type: 'dossier', personId, organisationId }, { dossier: checklist.id });
  return lines.flatMap(({ kind, title, titleEn, isRequired: always }): FamilyLine[] => {
    const own = rows.filter((row) => row.kind === kind);
    const here = own.filter(({ endedAs }) => endedAs === null);
    const isRequired = always || also.includes(kind);
    if (!isRequired && !here.length) return [];
    const { receivedOn = null, validUntil = null } = here.find((row) => isValidOn(row, today)) ?? here[0] ?? {};
    return [{ kind, title, titleEn, isRequired, state: stateOf(own, today), receivedOn, validUntil }];
  });
}
