import { uuidOf } from '../../server/random';
import { sql } from '../../server/sql';
import { sealField, sealedFields } from '../card';
import { lastDayOfChildhood } from '../guardians';
import { nameKey, plainName } from '../normal';
import { documentTerms, nameBirthTerms, snilsTerms } from '../person-keys';
import { indexOf, placeOf, seal } from '../sealed';
import type { DemoChild, DemoFamily, StayKind } from './families';
import type { DemoPerson } from './person';

export const source = 'Вымышленные данные';

/** Cards with what they are found by, many in a statement: nobody is looked for among those that are there. */
export async function writePersons(persons: readonly DemoPerson[]): Promise<void> {
  const of = <T>(value: (person: DemoPerson) => T) => persons.map(value);
  const [births, numbers, phones, emails, addresses] = sealedFields.map((field) =>
    of((person) => sealField(field, person[field], person.id)),
  );
  await sql`INSERT INTO core.persons (id, surname, name, patronymic, plain_name, name_key, sex, citizenship, birth_date, snils,
      phone, email, address, is_demo, source)
    SELECT g.*, true, ${source} FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ surname }) => surname)}::text[],
      ${of(({ name }) => name)}::text[], ${of(({ patronymic }) => patronymic ?? null)}::text[], ${of(plainName)}::text[],
      ${of(nameKey)}::text[], ${of(({ sex }) => sex ?? null)}::text[], ${of(({ citizenship }) => citizenship ?? null)}::text[],
      ${births}::bytea[], ${numbers}::bytea[], ${phones}::bytea[], ${emails}::bytea[], ${addresses}::bytea[]) g`;
  await writeKeys(
    persons.flatMap((person) =>
      [...(person.snils ? snilsTerms(person.snils) : []), ...nameBirthTerms(person)].map((term) => ({
        ...term,
        id: person.id,
        paper: null,
      })),
    ),
  );
}

type Key = ReturnType<typeof snilsTerms>[number] & { id: string; paper: string | null };

const writeKeys = (keys: readonly Key[]) =>
  sql`INSERT INTO core.person_keys (person_id, kind, key, document_id)
    SELECT * FROM unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ kind }) => kind)}::text[],
      ${keys.map(({ kind, text }) => indexOf(kind, text))}::bytea[], ${keys.map(({ paper }) => paper)}::uuid[])`;

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
