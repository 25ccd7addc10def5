import { rm } from 'node:fs/promises';
import {
  audit,
  beyondReach,
  forbidden,
  inReach,
  me,
  part,
  reachOf,
  readTable,
  receive,
  seal,
  sql,
  startJob,
  todayHere,
  unseal,
  type SentFile,
} from '@regiso/core';
import { most, portalForm, titleOf, type PortalValues } from './form';
import { digestOf, givenOf, sealGiven, type Given, type Issue } from './given';

export const exchange = 'kindergarten.exchange';
const problemsAt = (id: string) => `kindergarten.federal_files|problems|${id}`;

export type Problem = { line: number; portalId: string | null; issues: Issue[] };
type Garden = { code: string; id: string; municipality: string | null; within: boolean };
type Sound = { line: number; portalId: string; filedAt: string; municipality: string | null; given: Given };
export type Loaded = { id: string; rows: number; fresh: number; unchanged: number; problems: number };

/**
 * Takes in a file of applications from the federal portal: the receipt of each is fixed here, before anything else is done
 * with it; a job makes the applications. A row that came before changes nothing, one that was refused is tried again.
 * Throws a sentence for what is no such table.
 */
export async function loadPortalFile({ path, filename }: SentFile): Promise<Loaded> {
  try {
    const { sha256, places, rows } = await readTable(path, portalForm, most);
    const { sound, problems } = await soundRows(rows, places.get('portalId') ?? -1);
    const name = filename.normalize().slice(0, 200) || 'file';
    const id = await fileOf({ name, sha256, rows: rows.length, municipality: placeOf(sound) });
    const kept = await beyondReach('a row of the portal is one whoever sent it before', () => keep(id, sound));
    const all = [...problems, ...kept.problems].sort((a, b) => a.line - b.line);
    const sealed = all.length ? seal(Buffer.from(JSON.stringify(all)), problemsAt(id)) : null;
    await sql`UPDATE kindergarten.federal_files SET problems = ${sealed}, unchanged = ${kept.unchanged} WHERE id = ${id}`;
    await startJob('kindergarten', 'take-federal');
    const counts = { rows: rows.length, fresh: kept.fresh, unchanged: kept.unchanged, problems: all.length };
    await audit('kindergarten.federal-file-loaded', { type: 'federal-file', id }, { ...counts, sha256 });
    return { id, ...counts };
  } finally {
    await rm(path, { force: true });
  }
}

export const openProblems = (id: string, sealed: Buffer | null) =>
  sealed ? (JSON.parse(unseal(sealed, problemsAt(id)).toString('utf8')) as Problem[]) : [];

/** The municipality whose file it is; the region's where it is about several. */
function placeOf(sound: readonly Sound[]): string | null {
  const places = [...new Set(sound.map(({ municipality }) => municipality))];
  if (places.length === 1) return places[0] ?? null;
  const { region, municipalities } = reachOf(exchange);
  if (region) return null;
  const place = places[0] ?? municipalities[0];
  if (!place) throw forbidden('Этот муниципалитет вне ваших пределов');
  return place;
}

type File = { name: string; sha256: string; rows: number; municipality: string | null };

async function fileOf({ name, sha256, rows, municipality }: File): Promise<string> {
  const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.federal_files
      (municipality_id, kind, name, sha256, rows, account_id)
    VALUES (${municipality}, 'applications', ${name}, ${sha256}, ${rows}, ${me().accountId})
    ON CONFLICT (sha256, coalesce(municipality_id, '')) WHERE kind = 'applications' DO UPDATE SET rows = excluded.rows
    RETURNING id`;
  return row?.id ?? '';
}

type Rows = Awaited<ReturnType<typeof readTable>>['rows'];

async function soundRows(rows: Rows, numberAt: number): Promise<{ sound: Sound[]; problems: Problem[] }> {
  const values = rows.map((one) => ('row' in one ? (one.row.values as PortalValues) : undefined));
  const gardens = await gardensBy([...new Set(values.flatMap((one) => one?.gardens ?? []))]);
  const categories = new Set(
    (
      await sql<{ code: string }>`SELECT code FROM kindergarten.privilege_categories
        WHERE daterange(valid_from, valid_to, '[]') @> ${todayHere()}::date`
    ).map(({ code }) => code),
  );
  const sound: Sound[] = [];
  const problems: Problem[] = [];
  for (const [at, read] of rows.entries()) {
    const { line } = read;
    const one = values[at];
    if ('issues' in read || !one) {
      problems.push({
        line,
        portalId: read.cells[numberAt]?.slice(0, 60) || null,
        issues: 'issues' in read ? read.issues : [],
      });
      continue;
    }
    const chosen = one.gardens.map((code) => gardens.get(code) ?? []);
    const issues = [
      ...one.gardens.flatMap((code, place) => gardenIssue(code, chosen[place] ?? [], place)),
      ...(one.privilege && !categories.has(one.privilege)
        ? [{ column: titleOf('privilege'), message: 'Такой льготы в справочнике нет' }]
        : []),
      ...(Date.parse(one.filedAt) > Date.now()
        ? [{ column: titleOf('filedAt'), message: 'Время получения ещё не наступило' }]
        : []),
      ...(read.row.occurrence > 1
        ? [{ column: titleOf('portalId'), message: 'Этот номер стоит в файле дважды: оставьте одну строку' }]
        : []),
    ];
    const found = givenOf(
      one,
      chosen.flatMap(([only]) => (only ? [only.id] : [])),
    );
    const all = [...issues, ...('issues' in found && !issues.length ? found.issues : [])];
    if (all.length || !('given' in found)) problems.push({ line, portalId: one.portalId, issues: all });
    else
      sound.push({
        ...{ line, portalId: one.portalId, filedAt: new Date(one.filedAt).toISOString(), given: found.given },
        municipality: chosen[0]?.[0]?.municipality ?? null,
      });
  }
  return { sound, problems };
}

function gardenIssue(code: string, found: readonly Garden[], place: number): Issue[] {
  const column = titleOf('gardens');
  if (!found.length) return [{ column, message: `Детского сада с кодом ${code} нет` }];
  if (found.length > 1)
    return [{ column, message: `Детских садов с кодом ${code} несколько: укажите номер в реестре` }];
  if (place === 0 && !found[0]?.within)
    return [{ column, message: 'Первый детский сад вне ваших пределов: файл загружает его муниципалитет или регион' }];
  return [];
}

/** Kindergartens by INN, OGRN, the code of EKIS or the id of the register. */
async function gardensBy(codes: readonly string[]): Promise<Map<string, Garden[]>> {
  const rows = await sql<Garden>`SELECT code, o.id, o.municipality_id AS municipality,
      ${inReach(exchange, { municipality: part`o.municipality_id` })} AS within
    FROM unnest(${[...codes]}::text[]) code JOIN core.organisations o
      ON (o.inn = code OR o.ogrn = code OR o.external_ids ->> 'ekis' = code OR o.id::text = lower(code))
    WHERE o.kind = 'kindergarten' AND o.status = 'active'`;
  const byCode = new Map<string, Garden[]>();
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return byCode;
}

type Known = { id: string; portalId: string; state: string; digest: Buffer };

async function keep(fileId: string, sound: readonly Sound[]) {
  // Two files with one application at once must not make two rows of it.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('kindergarten/federal-rows', 0))`;
  const known = new Map(
    (
      await sql<Known>`SELECT id, portal_id AS "portalId", state, digest FROM kindergarten.federal_rows
        WHERE portal_id = ANY (${sound.map(({ portalId }) => portalId)}::text[]) FOR UPDATE`
    ).map((row) => [row.portalId, row]),
  );
  const problems: Problem[] = [];
  const written: (Sound & { id: string; digest: Buffer })[] = [];
  let unchanged = 0;
  for (const row of sound) {
    const digest = digestOf(row.filedAt, row.given);
    const before = known.get(row.portalId);
    if (before && before.state !== 'rejected') {
      if (before.digest.equals(digest)) unchanged += 1;
      else problems.push({ line: row.line, portalId: row.portalId, issues: [differs] });
      continue;
    }
    written.push({ ...row, digest, id: before?.id ?? (await newId()) });
  }
  for (const row of written) await write(fileId, row);
  return { fresh: written.length, unchanged, problems };
}

const differs: Issue = {
  column: titleOf('portalId'),
  message: 'Заявление с этим номером уже принято с другими данными: изменения вносят на его странице',
};

async function newId() {
  const [row] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
  return row?.id ?? '';
}

async function write(fileId: string, row: Sound & { id: string; digest: Buffer }) {
  const { id, line, portalId, filedAt, municipality, given, digest } = row;
  const { number, receivedAt } = await receive('kindergarten.application', id, 'ДС');
  await sql`INSERT INTO kindergarten.federal_rows (id, portal_id, file_id, line, municipality_id, filed_at, number,
      received_at, digest, given)
    VALUES (${id}, ${portalId}, ${fileId}, ${line}, ${municipality}, ${filedAt}, ${number}, ${receivedAt}, ${digest},
      ${sealGiven(id, given)})
    ON CONFLICT (id) DO UPDATE SET file_id = excluded.file_id, line = excluded.line,
      municipality_id = excluded.municipality_id, filed_at = excluded.filed_at, digest = excluded.digest,
      given = excluded.given, state = 'waiting', issue = NULL, question = NULL, reasons = '{}', decisions = '{}'`;
}
