import { randomUUID } from 'node:crypto';
import { joined, linkPerson, named, part, sql } from '@regiso/core';
import { anAgreement, anOrganisation, dayFrom } from '../../core/agreements/test/builders';
import { draftAgreement, signAgreement } from '../../core/agreements/agreements';
import { registerParticipant } from '../../core/agreements/participants';
import { AgreementInput } from '../../core/agreements/words';
import { linkAccount } from '../../core/people/accounts';
import { addGuardian, GuardianInput } from '../../core/people/guardians';
import type { GuardianAct } from '../../core/people/words';
import { writePerson } from '../../core/people/test/builders';
import { fillAlerts, fillDeliveries, fillExams, fillKindergarten, fillSchool, fillTown } from './rooms';

/** To whom a row belongs, as whoever wrote it for the test knows: no column of the row is asked. Nobody's are hidden. */
export type Owner = {
  participants?: string[];
  towns?: string[];
  accounts?: string[];
  /** A record of a subsystem, or of any, and of the participants only while an agreement connects them to it. */
  connected?: Kind | 'any';
};
export type Kind = 'school' | 'kindergarten';
export type Place = {
  kind: Kind;
  town: string;
  organisationId: string;
  participantId: string;
  /** Whether an agreement connects it to its subsystem today. */
  isConnected: boolean;
  owner: Owner;
};
/** An organisation that is no participant: its records are those of its municipality. */
export type Unregistered = Omit<Place, 'participantId'> & { participantId: null };
export type Child = {
  id: string;
  pseudonym: string;
  guardian: string;
  accounts: string[];
  place: Place | Unregistered;
};
export type Add = (table: string, owner: Owner, values: Record<string, unknown>) => Promise<string>;
export type World = {
  places: Place[];
  towns: string[];
  accounts: string[];
  /** Owners of rows by their table and key; a row that stands here not is nobody's. */
  owners: Map<string, Map<string, Owner>>;
  /** The key of a row `p` of a table as a piece of SQL. */
  keyOf: (table: string) => ReturnType<typeof part>;
};

export const towns = ['ishim-city', 'tobolsk-city', 'tyumen-city'];
export const days = { past: '2020-01-01', now: '2026-09-01' };

/** Schools and kindergartens of three towns with families, and a row in each table that row level security guards. */
export async function layWorld(): Promise<World> {
  const keys = await primaryKeys();
  const owners: World['owners'] = new Map();
  const keyOf = (table: string) =>
    part`concat_ws('|', ${joined(
      (keys.get(table) ?? ['ctid']).map((column) => part`${named(`p.${column}`)}`),
      ', ',
    )})`;
  const note = (table: string, key: string, owner: Owner) =>
    void owners.set(table, (owners.get(table) ?? new Map<string, Owner>()).set(key, owner));
  const add: Add = async (table, owner, values) => {
    const names = joined(
      Object.keys(values).map((name) => part`${named(name)}`),
      ', ',
    );
    const given = joined(
      Object.values(values).map((value) => part`${value}`),
      ', ',
    );
    const [row] = await sql<{ key: string; id?: string }>`INSERT INTO ${named(table)} AS p (${names}) VALUES (${given})
      RETURNING ${keyOf(table)} AS key`;
    note(table, row?.key ?? '', owner);
    return row?.key ?? '';
  };
  const places: Place[] = [];
  const accounts: string[] = [];
  for (const town of [...towns, 'ishim-city'])
    for (const kind of ['school', 'kindergarten'] as const) places.push(await aPlace(kind, town, note));
  for (const kind of ['school', 'kindergarten'] as const) await fillUnregistered(kind, 'ishim-city', add, note);
  for (const town of towns) await fillTown(add, town);
  for (const [at, place] of places.entries()) {
    const former = places.find(({ kind, town }) => kind === place.kind && town !== place.town);
    const families = [await aFamily(place, add, note), await aFamily(place, add, note, at < 4 ? former : undefined)];
    const staff = await anAccount(add, place.owner, place.participantId);
    await fillPlace(add, place, staff);
    await fillRooms(
      add,
      place,
      families.map(({ child }) => child),
      staff,
    );
    await fillAlerts(add, place, staff);
    await fillDeliveries(add, staff);
    await fillExams(add, families[0]?.child.id ?? '', at);
    accounts.push(staff, ...families.flatMap((family) => family.accounts));
  }
  for (const account of accounts) await fillAccount(add, account);
  return { places, towns, accounts, owners, keyOf };
}

const fillRooms = (add: Add, place: Place | Unregistered, children: Child[], staff: string) =>
  (place.kind === 'school' ? fillSchool : fillKindergarten)(add, place, children, staff);

async function fillUnregistered(kind: Kind, town: string, add: Add, note: Note) {
  const organisationId = await anOrganisationOf(kind, town);
  const place = { kind, town, organisationId, participantId: null, isConnected: false, owner: { towns: [town] } };
  const families = [await aFamily(place, add, note), await aFamily(place, add, note)];
  const children = families.map(({ child }) => child);
  await fillRooms(add, place, children, await anAccount(add, {}));
}

async function anOrganisationOf(kind: Kind, town: string) {
  const organisationId = await anOrganisation(town);
  await sql`UPDATE core.organisations SET kind = ${kind} WHERE id = ${organisationId}`;
  return organisationId;
}

async function primaryKeys(): Promise<Map<string, string[]>> {
  const rows = await sql<{ table: string; columns: string[] }>`SELECT n.nspname || '.' || c.relname AS table,
      array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
    WHERE k.contype = 'p' GROUP BY 1`;
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

type Note = (table: string, key: string, owner: Owner) => void;

const over = { endsOn: dayFrom(-1), readOnlyDays: 0 };

async function aPlace(kind: Kind, town: string, note: Note): Promise<Place> {
  const organisationId = await anOrganisationOf(kind, town);
  // One town’s agreements are over.
  const isConnected = town !== 'tobolsk-city';
  const participantId = await registerParticipant({ organisationId });
  const draft = await draftAgreement(
    participantId,
    AgreementInput.parse(anAgreement({ subsystems: [kind], ...(!isConnected && over) })),
  );
  await signAgreement(draft.id, draft.version);
  const owner = { participants: [participantId], towns: [town] };
  note('core.participants', participantId, owner);
  note('core.agreements', draft.id, owner);
  note('core.connections', `${draft.id}|${kind}`, owner);
  return { kind, town, organisationId, participantId, isConnected, owner };
}

const anAccount = async (add: Add, owner: Owner, participantId?: string) => {
  const id = randomUUID();
  const values = { id, login: `w-${id}`, name: 'Человек', ...(participantId && { participant_id: participantId }) };
  return add('core.accounts', { ...owner, accounts: [id] }, values);
};

/** A child of a place with an account of its own, a parent, and another one whom a court bars from seeing it. */
async function aFamily(place: Place | Unregistered, add: Add, note: Note, former?: Place) {
  const child = await writePerson({ birthDate: '2015-05-17' });
  const link = { subsystem: place.kind, role: place.kind === 'school' ? 'pupil' : 'child' } as const;
  if (former)
    await linkPerson(child, {
      ...link,
      organisationId: former.organisationId,
      startsOn: days.past,
      endsOn: '2024-05-31',
    });
  await linkPerson(child, { ...link, organisationId: place.organisationId, startsOn: '2024-06-01' });
  const own = await anAccount(add, {});
  await tie(child, own);
  const [guardian, seeing] = await aGuardian(child, add, []);
  const [barred, blind] = await aGuardian(child, add, ['see']);
  const owner = placed(place, 'any');
  note('core.persons', child, { ...owner, accounts: [own, seeing] });
  // Guardians are known where their children are.
  note('core.persons', guardian, { ...owner, accounts: [seeing] });
  note('core.persons', barred, { ...owner, accounts: [blind] });
  await fillPerson(add, child, guardian);
  const [row] = await sql<{ pseudonym: string }>`SELECT pseudonym FROM core.persons WHERE id = ${child}`;
  const known: Child = { id: child, pseudonym: row?.pseudonym ?? '', guardian, accounts: [seeing], place };
  return { child: known, accounts: [own, seeing, blind] };
}

/** To whom a record at a place belongs: to its participant, or to the municipality of one that is none. */
export const placed = ({ participantId, town, kind }: Place | Unregistered, connected: Kind | 'any' = kind): Owner =>
  participantId ? { participants: [participantId], connected } : { towns: [town] };

const tie = (person: string, account: string) => linkAccount(person, `w-${account}`);

async function aGuardian(childId: string, add: Add, limits: GuardianAct[]) {
  const guardianId = await writePerson({ birthDate: '1985-03-02' });
  const account = await anAccount(add, {});
  await tie(guardianId, account);
  const bar = limits.length ? { limits, limitGround: 'Решение суда' } : {};
  const ground = 'Свидетельство о рождении';
  await addGuardian(childId, GuardianInput.parse({ guardianId, kind: 'parent', startsOn: days.past, ground, ...bar }));
  return [guardianId, account] as const;
}

const sealed = Buffer.from('sealed');
const someBytes = () => Buffer.from(randomUUID());
const digest = () => randomUUID().replaceAll('-', '').repeat(2);

/** What hangs on a card is shown to nobody: the core reads it once the card was in reach. */
async function fillPerson(add: Add, person: string, other: string) {
  await add('core.person_documents', {}, { person_id: person, kind: 'passport', number: sealed });
  const [form] = await sql<{
    purpose: string;
    version: number;
  }>`SELECT purpose, version FROM core.consent_forms LIMIT 1`;
  await add('core.person_consents', {}, { person_id: person, given_by: other, given_on: days.past, ...form });
  const undone = { undone_at: new Date(), undo_reason: sealed };
  const proof = { reason: sealed, documents: sealed, before: sealed, ...undone };
  const merge = await add('core.person_merges', {}, { survivor_id: person, loser_id: other, ...proof });
  await add('core.person_merge_rows', {}, { merge_id: merge, reference: 'x', row_key: '1', side: 'loser' });
  await add('core.legal_holds', {}, { person_id: person, ground: 'Запрос суда', until: days.past });
  const came = { way: 'esia', issuer: 'x', subject_index: someBytes(), said: sealed, said_index: sealed };
  await add('core.match_requests', {}, { ...came, person_id: person });
  const [first, second] = [person, other].sort();
  await add('core.person_duplicates', {}, { first_id: first, second_id: second, reasons: ['same-name'] });
}

async function fillPlace(add: Add, { participantId, owner, town, kind }: Place, staff: string) {
  const of = { participant_id: participantId };
  const [agreement] = await sql<{ id: string }>`SELECT id FROM core.agreements WHERE participant_id = ${participantId}`;
  const file = { file_name: 'a.pdf', media_type: 'application/pdf', size: 1, sha256: digest(), bytes: sealed };
  await add('core.agreement_files', owner, { agreement_id: agreement?.id, ...of, ...file });
  await add('core.agreement_warnings', owner, { agreement_id: agreement?.id, ...of, days: 7, ends_on: days.now });
  await add('core.confirmations', owner, { ...of, kind: 'security', ground: 'Приказ', confirmed_by: staff });
  await add('core.suspensions', owner, { ...of, reason: 'Проверка', lifted_at: new Date() });
  const right = { account_id: staff, role: 'teacher', subsystem: kind, ground: 'Приказ', state: 'active' };
  const given = { ...right, starts_on: days.past, given_by_process: 'test' };
  const held = { ...owner, accounts: [staff] };
  await add('core.grants', held, { ...given, scope: 'participant', ...of });
  await add('core.grants', held, { ...given, scope: 'municipality', municipality_id: town });
  await add('core.files', held, { ...aFile(), ...of, stored_by: staff });
  await add('core.documents', held, { ...aDocument(), ...of, issued_by: staff });
  await fillImports(add, owner, of);
}

/** A file of a participant with all that an import of it leaves. */
async function fillImports(add: Add, owner: Owner, of: { participant_id: string }) {
  const run = await add('core.import_runs', owner, { ...of, kind: 'x', file_name: 'a.csv', state: 'done' });
  await add('core.import_files', owner, { ...of, run_id: run, at: 0, bytes: sealed });
  await add('core.import_problems', owner, { ...of, run_id: run, line: 2, message: 'x', cells: '[]' });
  await add('core.import_mappings', owner, { ...of, kind: 'x', signature: 'x', mapping: '{}' });
  const row = { kind: 'x', key: 'x', occurrence: 1, match_key: 'x', line: 2, values: '{}', why: 'x' };
  await add('core.staged_rows', owner, { ...of, ...row });
  await add('core.import_matches', owner, { ...of, kind: 'x', match_key: 'x', target_id: of.participant_id });
}

const aFile = () => ({
  id: randomUUID(),
  plugin: 'test',
  owner_type: 'note',
  owner_id: '1',
  is_personal: true,
  name: 'a.pdf',
  type: 'pdf',
  bytes: 1,
  sha256: digest(),
});

let serial = 0;
const aDocument = () => ({
  template: 'test',
  title: 'Справка',
  title_en: 'Paper',
  year: 2026,
  serial: (serial += 1),
  number: String(serial),
  code_sha256: digest(),
  issued_on: days.past,
  issuer: 'Школа',
  plugin: 'test',
  subject_type: 'note',
  subject_id: '1',
  sha256: digest(),
  pdf: sealed,
});

/** Rows of one account, which nobody else sees. */
async function fillAccount(add: Add, account: string) {
  const [owner, of] = [{ accounts: [account] }, { account_id: account }];
  await add('core.activation_codes', owner, { ...of, hash: someBytes(), ends_at: days.now });
  const way = { way: 'esia', issuer: 'test', subject_index: someBytes(), linked_by: 'own-account' };
  await add('core.identities', owner, { ...of, ...way });
  await add('core.mails', owner, { ...of, kind: 'x', state: 'sent' });
  await add('core.notice_settings', owner, of);
  await add('core.notices', owner, { ...of, kind: 'x', title: 'Уведомление' });
  await add('core.push_devices', owner, {
    id: randomUUID(),
    ...of,
    subscription: sealed,
    endpoint_index: someBytes(),
    name: 'Телефон',
  });
  await add('core.readings', owner, { ...of, document_id: await theRules() });
  await add('core.recovery_codes', owner, { ...of, hash: Buffer.from('x') });
  await add('core.second_factors', owner, { ...of, secret: sealed });
  await add('core.sign_ins', owner, { ...of, token_hash: someBytes(), ends_at: days.now });
  const [row] = await sql<{ id: string }>`SELECT id FROM core.reference_rows LIMIT 1`;
  const [card] = await sql<{ id: string }>`SELECT id FROM core.persons LIMIT 1`;
  await add('school.calendar_keys', owner, { ...of, person_id: card?.id, key_hash: someBytes() });
  const question = { kind: 'fault', subject: sealed, term_row: row?.id, release: '0', due_on: days.now };
  const ticket = await add('core.tickets', owner, { ...of, body_id: 'operator', ...question });
  await add('core.ticket_messages', owner, { ticket_id: ticket, reader_id: account, side: 'author', text: sealed });
  await add('core.ticket_messages', {}, { ticket_id: ticket, writer_id: account, side: 'note', text: sealed });
}

async function theRules(): Promise<string> {
  const [row] = await sql<{ id: string }>`SELECT id FROM core.published_documents LIMIT 1`;
  if (row) return row.id;
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO core.published_documents (series, version, kind, title, effective_on,
      file_name, media_type, size, sha256, bytes)
    VALUES (uuidv7(), 1, 'rules', 'Правила', ${days.past}, 'a.pdf', 'application/pdf', 1, ${digest()}, ${sealed}) RETURNING id`;
  return made?.id ?? '';
}
