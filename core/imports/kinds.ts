import { z } from 'zod';
import { plain } from '../people/normal';
import { context } from '../server/context';
import { forbidden, invalidInput, notFound } from '../server/errors';
import type { Importer } from '../server/importer';
import { enabledPlugins } from '../server/installed';
import { inReach, isConnectable, reachOf, type Reach } from '../server/reach';
import { joined, part, sql } from '../server/sql';
import { subsystemOf } from '../server/subsystem';
import { isAboutPeople } from './sealing';

export type Kind = { plugin: string; importer: Importer };

/** Every kind of file that the enabled plugins take in. */
export const allKinds = (): Kind[] =>
  enabledPlugins().flatMap(({ id, importers }) => (importers ?? []).map((importer) => ({ plugin: id, importer })));

/** One kind. Throws 404 with the kinds there are. */
export function kindOf(kind: string): Kind {
  const kinds = allKinds();
  const found = kinds.find(({ importer }) => importer.kind === kind);
  if (found) return found;
  const known = kinds.map(({ importer }) => importer.kind).join(', ');
  throw notFound(`Вид файла «${kind}» неизвестен. Есть виды: ${known}`);
}

/** Kinds whose rows name people. */
export const kindsAboutPeople = () =>
  allKinds()
    .filter(({ importer }) => isAboutPeople(importer))
    .map(({ importer }) => importer.kind);

const isOfParticipant = ({ importer }: Kind) => importer.belongsTo === 'participant';
const holds = (permission: string) => context().actor?.permissions.has(permission) === true;

/** Where the present caller may import a kind that belongs to a participant. */
function reachOfKind({ importer }: Kind): Reach {
  const [runs, rows] = [reachOf('imports.run'), reachOf(importer.permission)];
  if (runs.region) return rows;
  if (rows.region) return runs;
  return { ...runs, participants: runs.participants.filter((id) => rows.participants.includes(id)) };
}

function mayUse(kind: Kind): boolean {
  if (!isOfParticipant(kind)) return holds('imports.run') && holds(kind.importer.permission);
  const { region, participants } = reachOfKind(kind);
  return region || participants.length > 0;
}

/** Whether the present caller may import a file of a kind that is this participant's, or the region's. */
export function mayImport(kind: Kind, participantId: string | null): boolean {
  if (!isOfParticipant(kind)) return mayUse(kind);
  const { region, participants } = reachOfKind(kind);
  return participantId !== null && (region || participants.includes(participantId));
}

/** Kinds that the present caller may import. */
export const ownKinds = () => allKinds().filter(mayUse);

/** One kind that the present caller may import. */
export function ownKind(kind: string): Kind {
  const found = kindOf(kind);
  if (!mayUse(found)) throw forbidden(`Загружать «${found.importer.title}» может тот, у кого есть это право`);
  return found;
}

type Piece = ReturnType<typeof part>;

const reaches = ({ importer }: Kind, participant: Piece) =>
  part`(${inReach('imports.run', { participant })} AND ${inReach(importer.permission, { participant })})`;

/** Runs and waiting rows of the present caller: all of the region's kinds, and of those of participants what is in reach. */
export function inOwnReach(kind: Piece, participant: Piece): Piece {
  const own = ownKinds();
  const ofRegion = own.filter((one) => !isOfParticipant(one)).map(({ importer }) => importer.kind);
  const ofParticipants = own
    .filter(isOfParticipant)
    .map((one) => part`(${kind} = ${one.importer.kind} AND ${reaches(one, participant)})`);
  return part`(${joined([part`${kind} = ANY (${ofRegion}::text[])`, ...ofParticipants], ' OR ')})`;
}

/**
 * Whose a file of the kind is, in a transaction: undefined for the region's kinds; otherwise the participant that is given,
 * or the only one there is. Throws 400 without a choice and 404 for one that is not in reach.
 */
export async function participantOf(kind: Kind, given?: string): Promise<string | undefined> {
  if (!isOfParticipant(kind)) {
    if (given) throw wrongParticipant('Этот вид файла не принадлежит участнику');
    return undefined;
  }
  const { region, participants } = reachOfKind(kind);
  const chosen = given ?? (region || participants.length > 1 ? undefined : participants[0]);
  if (!chosen) throw wrongParticipant('Укажите участника, чьи это данные');
  const [found] = await sql<{ id: string }>`SELECT p.id FROM core.participants p
    WHERE p.id::text = ${chosen} AND ${reaches(kind, part`p.id`)}`;
  if (!found) throw notFound('Участник не найден');
  return found.id;
}

export const ParticipantName = z.object({ id: z.string(), name: z.string() });

/** Participants whose file of the kind the present caller may import, by a part of the name; those of its subsystem, if it has one. */
export async function participantsFor(kind: Kind, text: string, limit: number) {
  if (!isOfParticipant(kind)) return [];
  const subsystem = subsystemOf(kind.importer.permission);
  const connected = isConnectable(subsystem)
    ? part`EXISTS (SELECT FROM core.connections k WHERE k.participant_id = p.id AND k.subsystem = ${subsystem})`
    : part`true`;
  const like = `%${plain(text).replace(/[%_\\]/g, '\\$&')}%`;
  return sql<z.output<typeof ParticipantName>>`SELECT p.id, o.short_name AS name
    FROM core.participants p JOIN core.organisations o ON o.id = p.organisation_id
    WHERE ${reaches(kind, part`p.id`)} AND ${connected} AND o.plain_names LIKE ${like}
    ORDER BY o.short_name, p.id LIMIT ${limit}`;
}

/** Names of participants whose rows were in reach. */
export async function participantNames(ids: readonly (string | null)[]): Promise<(id: string | null) => string | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  // Where nothing belongs to a participant there may be none.
  if (!wanted.length) return () => null;
  const rows = await sql<{ id: string; name: string }>`SELECT p.id, o.short_name AS name
    FROM core.participants p JOIN core.organisations o ON o.id = p.organisation_id WHERE p.id = ANY (${wanted}::uuid[])`;
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id ?? '') ?? null;
}

const wrongParticipant = (message: string) => invalidInput([{ path: ['participantId'], message }]);

/** The kind with the columns that a reference adds at present; in a transaction. */
export async function withColumns(kind: Kind): Promise<Kind> {
  const { importer } = kind;
  if (!importer.moreColumns) return kind;
  const columns = { ...importer.columns, ...(await importer.moreColumns()) };
  return { ...kind, importer: { ...importer, columns } };
}
