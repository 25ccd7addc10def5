import { z } from 'zod';
import { audit, definePlugin, route, rowSecurity, sql } from '../../server';
import { anOrganisation } from '../../agreements/test/builders';
import { aParticipant, somebody } from '../../access/test/people';
import type { TestApp } from '../../testing';
import { linkPerson } from '../links';
import { findOrCreatePerson } from '../persons';
import { PersonInput } from '../person-input';
import { snilsCheck } from '../shared/snils';

let made = 0;

/** A right SNILS, another one every time, no two of which differ in one digit. */
export function aSnils(): string {
  made += 1;
  const six = String(made).padStart(6, '0');
  const sum = [...six].reduce((total, digit) => total + Number(digit), 0) % 10;
  const nine = `17${six}${sum}`;
  return nine + snilsCheck(nine);
}

const surnames = ['Абрикосов', 'Беспалов', 'Вишняков', 'Гвоздёв', 'Дубинин', 'Елисеев', 'Жилин', 'Зубов'];

export const aPerson = (given: object = {}) => ({
  surname: `${surnames[made % surnames.length]}${'абвгдежзик'[made % 10]}${'клмнопрсту'[Math.floor(made / 10) % 10]}`,
  name: 'Пётр',
  patronymic: 'Ильич',
  birthDate: '2014-05-17',
  sex: 'male' as const,
  snils: aSnils(),
  ...given,
});

/** Writes a card as a subsystem would; gives its id. */
export const writePerson = async (
  given: object = {},
  at?: { organisationId: string; role?: 'pupil' | 'staff' | 'child' },
) => {
  const { id } = await findOrCreatePerson(PersonInput.parse(aPerson(given)), { source: 'test' });
  if (at) await linkPerson(id, { subsystem: 'school', role: 'pupil', startsOn: '2024-09-01', ...at });
  return id;
};

/** A school that is a participant, and its administrator. */
export async function aSchool(test: TestApp) {
  const { participantId, organisationId } = await test.work(async () => {
    const participant = await aParticipant();
    const [row] = await sql<{
      organisation_id: string;
    }>`SELECT organisation_id FROM core.participants WHERE id = ${participant}`;
    return { participantId: participant, organisationId: row?.organisation_id ?? '' };
  });
  const right = { role: 'participant-administrator', subsystem: 'school', participantId };
  const administrator = await somebody(test, [right], participantId);
  return { participantId, organisationId, administrator };
}

const permissions = { 'clubs.join': 'Write pupils into clubs' } as const;

/** A subsystem whose rows point at people: one of a kind within a club, with a copy of the pseudonym. */
export const clubs = definePlugin({
  id: 'clubs',
  title: 'Кружки',
  subsystem: 'school',
  requires: ['people'],
  permissions,
  migrations: [
    {
      name: '001-clubs',
      up: `CREATE TABLE clubs.memberships (id uuid PRIMARY KEY DEFAULT uuidv7(), person_id uuid NOT NULL REFERENCES core.persons,
          club text NOT NULL, pseudonym uuid, UNIQUE (person_id, club));
        ${rowSecurity('clubs.memberships', {})}
        CREATE TABLE clubs.notes (number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, child uuid REFERENCES core.persons, text text);`,
    },
  ],
  events: { 'clubs.joined': { means: 'A child joined a club' } },
  personReferences: [
    {
      table: 'clubs.memberships',
      column: 'person_id',
      title: 'Кружки',
      titleEn: 'Clubs',
      twins: ['club'],
      pseudonym: 'pseudonym',
      describe: (keys) =>
        sql`SELECT id AS key, club AS text FROM clubs.memberships WHERE id = ANY (${[...keys]}::uuid[])`,
    },
    { table: 'clubs.notes', column: 'child', key: 'number', title: 'Записки', titleEn: 'Notes' },
  ],
  childLines: [
    {
      title: 'Кружки',
      titleEn: 'Clubs',
      lines: (children) => sql`SELECT m.person_id AS "childId", m.club AS text FROM clubs.memberships m
        WHERE m.person_id = ANY (${[...children]}::uuid[]) ORDER BY m.club LIMIT 100`,
    },
    { title: 'Упавшее', titleEn: 'Fallen', lines: () => sql`SELECT 1 / 0 AS "childId", '' AS text` },
    {
      title: 'Здоровье',
      titleEn: 'Health',
      needs: 'health',
      lines: async (children) => children.map((childId) => ({ childId, text: 'Группа здоровья известна' })),
    },
  ],
  routes: [
    route({
      method: 'POST',
      path: '/join',
      access: { permission: 'clubs.join' },
      payload: z.strictObject({ personId: z.uuid(), club: z.string() }),
      handler: async ({ payload }) => {
        await sql`INSERT INTO clubs.memberships (person_id, club) VALUES (${payload.personId}, ${payload.club})`;
        await audit('clubs.joined', { type: 'person', id: payload.personId });
        return {};
      },
    }),
  ],
});

export const join = (personId: string, club: string) =>
  sql<{ id: string }>`INSERT INTO clubs.memberships (person_id, club, pseudonym)
    SELECT id, ${club}, pseudonym FROM core.persons WHERE id = ${personId} RETURNING id`;

export { anOrganisation, somebody };
