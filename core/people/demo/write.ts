import { uuidOf } from '../../server/random';
import { sql } from '../../server/sql';
import { lastDayOfChildhood } from '../guardians';
import { insertPersons, writeKeys } from '../many';
import { documentTerms } from '../person-keys';
import { placeOf, seal } from '../sealed';
import type { DemoChild, DemoFamily, StayKind } from './families';
import type { DemoPerson } from './person';

export const source = 'Вымышленные данные';

export const writePersons = (persons: readonly DemoPerson[]) => insertPersons(persons, { source, isDemo: true });

/** A link of a card: `role` follows from the kind of the organisation, or is staff. */
export type DemoLink = {
  person: string;
  organisation: string;
  kind: StayKind;
  staff?: true;
  since: string;
  until?: string;
};
const roles = { kindergarten: 'child', school: 'pupil', college: 'student', extracurricular: 'member' } as const;

export const writeLinks = (links: readonly DemoLink[]) =>
  sql`INSERT INTO core.person_organisations (person_id, organisation_id, subsystem, role, starts_on, ends_on, plugin)
    SELECT g.*, 'people' FROM unnest(${links.map(({ person }) => person)}::uuid[],
      ${links.map(({ organisation }) => organisation)}::uuid[], ${links.map(({ kind }) => kind)}::text[],
      ${links.map(({ kind, staff }) => (staff ? 'staff' : roles[kind]))}::text[],
      ${links.map(({ since }) => since)}::date[], ${links.map(({ until }) => until ?? null)}::date[]) g`;

/** Who stands for the children of these families, till they come of age. */
export async function writeGuardians(families: readonly DemoFamily[]): Promise<void> {
  const rows = families.flatMap(({ parents, children, guardian }) =>
    children.flatMap((child) =>
      parents.map((parent) => ({
        id: uuidOf(`people/demo/${child.id}/${parent.id}`),
        guardian: parent.id,
        child: child.id,
        kind: guardian,
        since: child.birthDate,
        until: lastDayOfChildhood(child.birthDate),
      })),
    ),
  );
  const grounds = rows.map(({ id, kind }) => seal(groundOf(kind), placeOf('core.guardianships', 'ground', id)));
  await sql`INSERT INTO core.guardianships (id, guardian_id, child_id, kind, starts_on, ends_on, ground)
    SELECT * FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ guardian }) => guardian)}::uuid[],
      ${rows.map(({ child }) => child)}::uuid[], ${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ since }) => since)}::date[], ${rows.map(({ until }) => until)}::date[], ${grounds}::bytea[])`;
}

const groundOf = (kind: DemoFamily['guardian']) =>
  kind === 'parent' ? 'Свидетельство о рождении (демо)' : 'Решение органа опеки и попечительства (демо)';

/** A birth certificate of every child, of a series that there is not. */
export async function writeCertificates(children: readonly DemoChild[]): Promise<void> {
  const papers = children.map(({ id, order, birthDate }) => ({
    id: uuidOf(`people/demo/certificate/${id}`),
    child: id,
    series: 'X-ДЕ',
    number: String(order).padStart(6, '0'),
    birthDate,
  }));
  const sealed = (column: string, value: (paper: (typeof papers)[number]) => string) =>
    papers.map((paper) => seal(value(paper), placeOf('core.person_documents', column, paper.id)));
  await sql`INSERT INTO core.person_documents (id, person_id, kind, series, number, issued_by, issued_on, verified_at)
    SELECT g.id, g.child, 'birth-certificate', g.series, g.number, g.issued_by, g.issued_on, now() FROM unnest(
      ${papers.map(({ id }) => id)}::uuid[], ${papers.map(({ child }) => child)}::uuid[], ${sealed('series', ({ series }) => series)}::bytea[],
      ${sealed('number', ({ number }) => number)}::bytea[], ${sealed('issued_by', () => 'Отдел ЗАГС (демо)')}::bytea[],
      ${papers.map(({ birthDate }) => birthDate)}::date[]) AS g(id, child, series, number, issued_by, issued_on)`;
  await writeKeys(
    papers.flatMap((paper) => documentTerms(paper).map((term) => ({ ...term, id: paper.child, paper: paper.id }))),
  );
}
