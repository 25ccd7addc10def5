import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { linesOn, type DossierChecklist } from './checklist';
import { stateOf } from './states';
import type { DossierSubject } from './subject';

type Asked = Pick<DossierSubject, 'personId' | 'organisationId' | 'also'>;
/** What a file lacks today, by the titles of its lines, and how many lines must be there. */
export type Lacking = { required: number; lacking: { kind: string; title: string; titleEn: string }[] };

type Row = { person: string; organisation: string; kind: string; validUntil: string | null; endedAs: null };

/** What each of these files lacks today, in their order: one statement for a class or a whole kindergarten. */
export async function lackingOf(checklist: DossierChecklist, subjects: readonly Asked[]): Promise<Lacking[]> {
  const lines = await linesOn(checklist, todayHere());
  const rows = await sql<Row>`SELECT person_id AS person, organisation_id AS organisation, kind,
      valid_until::text AS "validUntil", ended_as AS "endedAs" FROM core.dossier_items
    WHERE person_id = ANY (${subjects.map(({ personId }) => personId)}::uuid[]) AND dossier = ${checklist.id}
      AND ended_as IS NULL`;
  const papers = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.person}/${row.organisation}/${row.kind}`;
    papers.set(key, [...(papers.get(key) ?? []), row]);
  }
  return subjects.map(({ personId, organisationId, also = [] }) => {
    const required = lines.filter(({ isRequired, kind }) => isRequired || also.includes(kind));
    const isHere = (kind: string) =>
      stateOf(papers.get(`${personId}/${organisationId}/${kind}`) ?? [], todayHere()) === 'present';
    const lacking = required.filter(({ kind }) => !isHere(kind));
    return {
      required: required.length,
      lacking: lacking.map(({ kind, title, titleEn }) => ({ kind, title, titleEn })),
    };
  });
}
