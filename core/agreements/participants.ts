import { audit } from '../server/audit';
import { conflict, invalidInput, notFound } from '../server/errors';
import { inReach } from '../server/reach';
import { joined, part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { lacksFile } from './agreement-files';
import { agreementsOf, isContinued } from './agreements';
import type { ParticipantInput } from './words';

/** Registers a participant; gives its id. Throws 409 when the organisation is one already. */
export async function registerParticipant(given: ParticipantInput): Promise<string> {
  const row = 'organisationId' in given ? await fromRegister(given.organisationId) : await authority(given);
  await audit('agreements.participant-registered', { type: 'participant', id: row.id }, { kind: row.kind });
  return row.id;
}

type Registered = { id: string; kind: string };

async function fromRegister(organisationId: string): Promise<Registered> {
  const [row] = await sql<Registered>`
    INSERT INTO core.participants (kind, organisation_id, municipality_id, name, inn, is_demo)
    SELECT CASE kind WHEN 'authority' THEN 'authority' ELSE 'organisation' END, id, municipality_id, short_name, inn, is_demo
    FROM core.organisations WHERE id = ${organisationId}
    ON CONFLICT (organisation_id) DO NOTHING RETURNING id, kind`;
  if (row) return row;
  const [known] = await sql`SELECT 1 AS one FROM core.organisations WHERE id = ${organisationId}`;
  if (!known) throw invalidInput([{ path: ['payload', 'organisationId'], message: 'Такой организации в реестре нет' }]);
  throw conflict('Эта организация уже участник: откройте её карточку');
}

async function authority({ name, municipalityId, inn }: Extract<ParticipantInput, { name: string }>) {
  if (municipalityId !== null) {
    const [place] = await sql`SELECT 1 AS one FROM core.municipalities WHERE id = ${municipalityId}`;
    if (!place) throw invalidInput([{ path: ['payload', 'municipalityId'], message: 'Такого муниципалитета нет' }]);
  }
  const [row] = await sql<Registered>`INSERT INTO core.participants (kind, municipality_id, name, inn)
    VALUES ('authority', ${municipalityId}, ${name}, ${inn}) RETURNING id, kind`;
  if (!row) throw new Error('nothing was inserted');
  return row;
}

export type ParticipantFilter = {
  text?: string | undefined;
  municipality?: string | undefined;
  status?: string | undefined;
  subsystem?: string | undefined;
  withoutFile?: boolean | undefined;
  id?: string | undefined;
  limit: number;
  after?: string | undefined;
};

type Row = { id: string; name: string; total: number };

// Of several agreements the one that counts most today: in force before to come, to come before over. Whom a signed
// successor keeps connected is not about to leave.
const present = (today: string) => part`
  SELECT a.number, a.ends_on, a.subsystems, of_participant.status
  FROM core.agreements a, LATERAL (SELECT core.agreement_status(a.state, a.starts_on, a.ends_on, a.read_only_days,
      ${today}::date) AS status) of_day,
    LATERAL (SELECT CASE WHEN of_day.status = 'expiring' AND ${isContinued(today)} THEN 'active' ELSE of_day.status END
      AS status) of_participant
  WHERE a.participant_id = p.id
  ORDER BY array_position(ARRAY['active','expiring','read-only','upcoming','draft','ended'], of_participant.status),
    a.starts_on DESC LIMIT 1`;

const connectedTo = (today: string) => part`ARRAY(SELECT DISTINCT c.subsystem FROM core.connections c
  WHERE c.participant_id = p.id AND c.starts_on <= ${today}::date AND (c.closes_on IS NULL OR c.closes_on >= ${today}::date)
  ORDER BY 1)`;

const withoutFile = part`SELECT count(*)::int FROM core.agreements a WHERE a.participant_id = p.id AND ${lacksFile}`;

/** Participants within reach by name, in pages. */
export async function listParticipants(filter: ParticipantFilter) {
  const today = todayHere();
  const after = filter.after ? readCursor(filter.after) : undefined;
  const rows = await sql<Row>`
    WITH found AS (
      SELECT p.id, p.kind, p.name, p.inn, p.organisation_id AS "organisationId", o.kind AS "organisationKind",
        CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality,
        CASE WHEN s.id IS NOT NULL THEN 'suspended' ELSE coalesce(a.status, 'none') END AS status,
        ${connectedTo(today)} AS subsystems, a.ends_on::text AS "endsOn", a.number AS "agreementNumber", p.version,
        (${withoutFile}) AS "withoutFile"
      FROM core.participants p LEFT JOIN core.organisations o ON o.id = p.organisation_id
        LEFT JOIN core.municipalities m ON m.id = p.municipality_id
        LEFT JOIN core.suspensions s ON s.participant_id = p.id AND s.lifted_at IS NULL
        LEFT JOIN LATERAL (${present(today)}) a ON true
      WHERE ${joined(conditions(filter), ' AND ')}
    ), fitting AS (
      SELECT * FROM found WHERE (${filter.status ?? null}::text IS NULL OR status = ${filter.status ?? null})
        AND (${filter.subsystem ?? null}::text IS NULL OR ${filter.subsystem ?? null} = ANY(subsystems))
        AND (${filter.withoutFile ?? null}::boolean IS NULL OR ("withoutFile" > 0) = ${filter.withoutFile ?? null}))
    SELECT *, (SELECT count(*)::int FROM fitting) AS total FROM fitting
    ${after ? part`WHERE (name, id) > (${after[0]}, ${after[1]}::uuid)` : part``} ORDER BY name, id LIMIT ${filter.limit + 1}`;
  const items = rows.slice(0, filter.limit).map(({ total: _total, ...row }) => row);
  const last = items.at(-1);
  const next = rows.length > filter.limit && last ? writeCursor(last) : null;
  return { items, total: rows[0]?.total ?? 0, next };
}

function conditions({ text, municipality, id }: ParticipantFilter) {
  const reach = inReach('agreements.read', {
    participant: part`p.id`,
    municipality: part`p.municipality_id`,
    subsystems: part`ARRAY(SELECT x FROM core.agreements ax, unnest(ax.subsystems) x
      WHERE ax.participant_id = p.id)`,
  });
  const words = text?.trim();
  return [
    reach,
    ...(id ? [part`p.id = ${id}::uuid`] : []),
    ...(municipality ? [part`p.municipality_id = ${municipality}`] : []),
    ...(words ? [part`(p.name ILIKE ${`%${words.replace(/[%_\\]/g, '\\$&')}%`} OR p.inn = ${words})`] : []),
  ];
}

const writeCursor = ({ name, id }: Row | Omit<Row, 'total'>) =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');
function readCursor(text: string): [string, string] {
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [name, id];
  } catch {
    // Said below.
  }
  throw invalidInput('Метка страницы «after» не распознана: начните список сначала');
}

/** A participant within reach with its agreements and suspensions. Throws 404 otherwise. */
export async function participantCard(id: string) {
  const { items } = await listParticipants({ id, limit: 1 });
  const [row] = items;
  if (!row) throw notFound('Участник не найден');
  const suspensions = await sql`SELECT reason, suspended_at AS "suspendedAt", lifted_at AS "liftedAt",
    lift_reason AS "liftReason" FROM core.suspensions WHERE participant_id = ${id} ORDER BY suspended_at DESC LIMIT 50`;
  return { ...row, agreements: await agreementsOf(id), suspensions };
}

/** Throws 404 for a participant beyond one's reach. */
export async function demandVisible(id: string) {
  const { items } = await listParticipants({ id, limit: 1 });
  if (!items.length) throw notFound('Участник не найден');
}
