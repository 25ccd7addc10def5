import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { definePlugin, installed, job, sql } from '@regiso/core';
import { sealAll } from '../../../core/audit/seal';
import { settled } from '../../../core/audit/test/settled';
import { anOrganisation } from '../../../core/access/test/people';
import { runImport } from '../../../core/imports/run';
import { writePerson } from '../../../core/people/test/builders';
import { install } from '../../../core/server/installed';
import { queueOf, startWorkers } from '../../../core/server/jobs';
import { requestRun } from '../../../warehouse/server/runs';
import type { Making } from '../call';
import { form } from '../../../core/testing/form';
import type { Ground } from '../ground';

const get = async <T>({ users: { operator } }: Ground, url: string) => (await operator.call(url)).body as T;

const queue = 'breaking';
const breaking = definePlugin({
  id: queue,
  title: 'Ломкая подсистема',
  jobs: [
    job({ name: 'break-down', title: 'Сломаться', attempts: 1, handler: () => Promise.reject(new Error('broken')) }),
  ],
});

/** A job that a worker has tried and that failed for good; the plugin stays, or its queue would be nobody's. */
async function aFailedJob() {
  const before = installed();
  const others = before.plugins.filter(({ id }) => id !== queue);
  install({ ...before, plugins: [breaking] });
  const workers = await startWorkers();
  const id = randomUUID();
  const { id: own } = await queueOf(queue).add('break-down', {}, { jobId: id, attempts: 1 });
  while ((await queueOf(queue).getFailedCount()) === 0) await pause(20);
  await workers.stop();
  install({ ...before, plugins: [...others, breaking] });
  return { params: { queue, id: own ?? id } };
}

// One backup at a time.
const noBackupWaits = () =>
  sql`UPDATE core.backup_runs SET state = 'cancelled', ended_at = now() WHERE state = 'waiting'`;

const aBackupRun = ({ work }: Ground) =>
  work(async () => {
    await noBackupWaits();
    const [row] = await sql<{ id: string }>`INSERT INTO core.backup_runs (kind) VALUES ('create') RETURNING id`;
    return { params: { id: row?.id ?? '' } };
  });

const ownDefinition = {
  title: 'Организаций в реестре',
  unit: 'count',
  decimals: 0,
  better: 'neither',
  numerator: { fact: 'participants_organisations', count: 'rows', where: [], reads: 'организации реестра' },
  by: [],
};

/** A version of the operator's own indicator that stands in this state. */
const anOwnIndicator = ({ work, users }: Ground, state: string) =>
  work(async () => {
    const [row] = await sql<{ code: string }>`
      INSERT INTO dashboards.own_indicators (code, number, state, definition, author_id)
      VALUES ('own.' || nextval('dashboards.own_codes'), 1, ${state}, ${JSON.stringify(ownDefinition)}::jsonb,
        ${users.operator.id}) RETURNING code`;
    return { params: { code: row?.code ?? '' }, payload: { version: 1 } };
  });

const kind = 'school-staff';
const sample = async ({ users: { operator } }: Ground) =>
  Buffer.from((await operator.call(`/api/imports/kinds/${kind}/sample.csv`)).text);
const aFile = async (ground: Ground) =>
  form(
    { kind, participantId: ground.school.participantId },
    { name: `${kind}.csv`, content: await ground.once('sample', () => sample(ground)) },
  );

/** A file of the school that the operator has sent: it waits for the choice of columns. */
async function aRun(ground: Ground) {
  const { body } = await ground.users.operator.call('/api/imports/files', await aFile(ground));
  return { params: { id: (body as { id: string }).id } };
}

let staged = 0;

/** A row about somebody who looks like a person of the school. */
async function aStagedRow(ground: Ground) {
  const { participantId, organisationId } = ground.school;
  staged += 1;
  const surname = `Двойников${'абвгдежзик'[staged % 10]}${'лмнопрст'[Math.floor(staged / 10) % 8]}`;
  const personId = await ground.work(() =>
    writePerson({ surname, birthDate: '1980-03-12', snils: null }, { organisationId, role: 'staff' }),
  );
  const file = `${installed().config.dataFolder}/uploads/${randomUUID()}.csv`;
  const head = 'Фамилия;Имя;Отчество;Дата рождения;Должность;Работает с';
  writeFileSync(file, `${head}\n${surname};Пётр;Ильич;13.03.1980;Учитель;01.09.2020\n`);
  await runImport({ kind, file, participantId });
  const [row] = await ground.work(
    () => sql<{ id: string }>`SELECT id FROM core.staged_rows WHERE matched_at IS NULL ORDER BY id DESC LIMIT 1`,
  );
  return { params: { id: row?.id ?? '' }, payload: { personId } };
}

const anOrganisationHere = async ({ work }: Ground) => ({ params: { id: await work(() => anOrganisation()) } });

async function aChange(ground: Ground) {
  const { params } = await anOrganisationHere(ground);
  const { version } = await get<{ version: string }>(ground, `/api/participants/organisations/${params.id}`);
  return { params, payload: { version, phone: '+7 900 000-00-00' } };
}

type Lists = { id: string; rows: number }[];
type Rows = { rows: { id: string; code: string; value: unknown; validTo: string | null }[] };
const list = 'privacy.terms';

/** A new version of the first value that stands without an end. */
async function aVersion(ground: Ground, from: string) {
  const { rows } = await get<Rows>(ground, `/api/reference/lists/${list}`);
  const row = rows.find(({ validTo }) => validTo === null);
  return { code: row?.code, value: row?.value, act: 'Приказ для проверки', validFrom: from };
}

async function aRow(ground: Ground, from: string) {
  const payload = await aVersion(ground, from);
  const address = `/api/reference/lists/${list}/rows`;
  const { body } = await ground.users.operator.call(address, { method: 'POST', payload });
  return { params: { id: (body as { id: string }).id } };
}

const aWarehouseRun = async ({ work }: Ground) => ({ params: { id: await work(() => requestRun('verify')) } });

/** A row of the log that stands sealed. */
async function aSealedRow({ test, work }: Ground) {
  const [row] = await work(() => sql<{ id: string }>`SELECT id FROM core.audit_events ORDER BY id DESC LIMIT 1`);
  await settled(test);
  await sealAll();
  return { payload: { id: row?.id } };
}

/** The next version of a year far ahead, so that nothing is counted by it. */
async function aYear(ground: Ground) {
  const params = { year: '2098' };
  const { version } = await get<{ version: number }>(ground, `/api/reference/calendars/${params.year}`);
  const holidays = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', '03-08'];
  const days = [...holidays, '05-01', '05-09', '06-12', '11-04'].map((day) => ({
    ...{ day: `${params.year}-${day}`, kind: 'free', title: '' },
  }));
  return { params, payload: { version, act: 'Постановление для проверки', days } };
}

async function aKeptYear(ground: Ground) {
  const { params, payload } = await aYear(ground);
  await ground.users.operator.call(`/api/reference/calendars/${params.year}`, { method: 'POST', payload });
  return { params, payload: { version: payload.version + 1 } };
}

type Scale = { kind: string; subject: string; variant: string; validFrom: string | null; bands: { to: number }[] };

export const operationCalls: Record<string, Making> = {
  'PUT /api/system/plugins/{id}': () => ({ params: { id: 'exams' }, payload: { enabled: true } }),
  'POST /api/system/jobs/{queue}/{id}/retry': aFailedJob,
  'DELETE /api/system/jobs/{queue}/{id}': aFailedJob,
  'POST /api/backup/runs': async ({ work }) => {
    await work(noBackupWaits);
    return { payload: { kind: 'create' } };
  },
  'POST /api/backup/runs/{id}/cancel': aBackupRun,

  'POST /api/audit/seen': ({ pupil }) => ({ payload: { person: pupil } }),
  'POST /api/audit/export': ({ pupil }) => ({ payload: { seen: { person: pupil } } }),
  'POST /api/audit/actor': ({ users }) => ({ payload: { login: users.teacher.login } }),
  'POST /api/audit/proofs': aSealedRow,

  'POST /api/warehouse/runs/{id}/cancel': aWarehouseRun,

  'GET /api/reference/lists/{id}': () => ({ params: { id: list } }),
  'POST /api/reference/lists/{id}/rows': async (ground) => ({
    params: { id: list },
    payload: await aVersion(ground, '2190-01-01'),
  }),
  'POST /api/reference/rows/{id}/verify': (ground) => aRow(ground, '2191-01-01'),
  'POST /api/reference/rows/{id}/withdraw': async (ground) => ({
    ...(await aRow(ground, '2192-01-01')),
    payload: { reason: 'Внесено по ошибке' },
  }),

  'GET /api/imports/kinds/{kind}/sample.{format}': () => ({ params: { kind, format: 'csv' } }),
  'GET /api/imports/kinds/{kind}/participants': ({ school }) => ({ params: { kind }, record: school.participantId }),
  'GET /api/imports/kinds': () => ({}),
  'GET /api/imports/staged': async (ground) => ({
    query: { limit: '200' },
    record: (await ground.once('staged', () => aStagedRow(ground))).params.id,
  }),
  'GET /api/imports/staged/{id}/candidates': async (ground) => ({
    params: (await ground.once('staged', () => aStagedRow(ground))).params,
  }),
  'POST /api/imports/files': aFile,
  'GET /api/imports/runs': async (ground) => ({ record: (await ground.once('run', () => aRun(ground))).params.id }),
  'GET /api/imports/runs/{id}': (ground) => ground.once('run', () => aRun(ground)),
  'POST /api/imports/runs/{id}/start': async (ground) => ({ ...(await aRun(ground)), payload: { dryRun: true } }),
  'POST /api/imports/runs/{id}/cancel': aRun,
  'GET /api/imports/runs/{id}/problems.xlsx': (ground) => ground.once('run', () => aRun(ground)),
  'POST /api/imports/staged/{id}/match': aStagedRow,

  'GET /api/participants/organisations': ({ school }) => ({
    query: { limit: '200', sort: '-changed' },
    record: school.organisationId,
  }),
  'POST /api/participants/organisations/export': () => ({ payload: { format: 'csv' } }),
  'GET /api/participants/organisations/{id}': ({ school }) => ({ params: { id: school.organisationId } }),
  'GET /api/participants/organisations/{id}/history': ({ school }) => ({ params: { id: school.organisationId } }),
  'POST /api/participants/organisations': () => ({
    payload: { kind: 'school', fullName: `Школа ${randomUUID()}`, shortName: 'Новая школа' },
  }),
  'PATCH /api/participants/organisations/{id}': aChange,

  'GET /api/exams/organisations/{id}/results': ({ school }) => ({ params: { id: school.organisationId } }),
  'GET /api/reference/calendars/{year}': () => ({ params: { year: '2026' } }),
  'POST /api/reference/calendars/{year}/read': () => ({
    params: { year: '2098' },
    payload: { text: '2098-01-01;выходной;' },
  }),
  'POST /api/reference/calendars/{year}': aYear,
  'POST /api/reference/calendars/{year}/verify': aKeptYear,

  'POST /api/exams/reference/kinds': () => ({
    payload: { code: 'olympiad', title: 'Олимпиада', titleEn: 'Olympiad', grade: 11, unit: 'score', maximum: 100 },
  }),
  'POST /api/exams/reference/subjects': () => ({
    payload: { code: 'astronomy-two', title: 'Астрономия', titleEn: 'Astronomy' },
  }),
  'POST /api/exams/reference/scales': async (ground) => {
    const [scale] = await get<Scale[]>(ground, '/api/exams/reference/scales');
    const own = { unit: 'score', bands: [{ from: 0, to: 10, result: 0 }], validTo: null, source: 'Приказ № 1' };
    const { kind, subject } = scale ?? {};
    return { payload: { kind, subject, variant: 'проверка', validFrom: '2190-01-01', act: 'Приказ № 1', ...own } };
  },
  'POST /api/exams/reference/thresholds': () => ({
    payload: {
      ...{ kind: 'ege', subject: 'russian', purpose: 'certificate', unit: 'score', minimum: 24 },
      ...{ validFrom: '2190-01-01', validTo: '2190-12-31', source: 'Приказ № 1' },
    },
  }),
  'POST /api/exams/reference/sessions': () => ({
    payload: {
      ...{ kind: 'ege', year: 2090, period: 'main', startsOn: '2090-06-01', endsOn: '2090-07-01' },
      source: 'Приказ № 1',
    },
  }),
  'GET /api/exams/reference/convert': async (ground) => {
    const scales = await get<Scale[]>(ground, '/api/exams/reference/scales');
    const { kind = '', subject = '', variant = '', validFrom } = scales.find(({ validFrom: day }) => day) ?? {};
    return { query: { kind, subject, variant, on: validFrom ?? '', primary: '1' } };
  },

  'POST /api/dashboards/query': async (ground) => {
    const [indicator] = await get<{ id: string }[]>(ground, '/api/dashboards/indicators');
    return { payload: { questions: [{ indicator: indicator?.id }] } };
  },
  'POST /api/dashboards/export': async (ground) => {
    const [indicator] = await get<{ id: string }[]>(ground, '/api/dashboards/indicators');
    return { payload: { title: 'Выгрузка', questions: [{ indicator: indicator?.id }] } };
  },
  'GET /api/dashboards/{id}': async (ground) => ({
    params: { id: (await get<Lists>(ground, '/api/dashboards/list'))[0]?.id ?? '' },
  }),
  'GET /api/dashboards/catalogue/{id}': async (ground) => ({
    params: { id: (await get<Lists>(ground, '/api/dashboards/indicators'))[0]?.id ?? '' },
  }),
  'POST /api/dashboards/own/preview': () => ({ payload: { definition: ownDefinition } }),
  'GET /api/dashboards/own/sources/{fact}/values': () => ({
    params: { fact: ownDefinition.numerator.fact },
    query: { column: 'organisation_kind' },
  }),
  'POST /api/dashboards/own': () => ({
    payload: { definition: ownDefinition },
    headers: { 'idempotency-key': randomUUID() },
  }),
  'GET /api/dashboards/own/{code}': (ground) => anOwnIndicator(ground, 'draft'),
  'PUT /api/dashboards/own/{code}': async (ground) => {
    const { params, payload } = await anOwnIndicator(ground, 'approved');
    return { params, payload: { ...payload, definition: ownDefinition, why: 'Проверка' } };
  },
  'POST /api/dashboards/own/{code}/send': async (ground) => ({
    ...(await anOwnIndicator(ground, 'draft')),
    by: ground.users.operator.call,
  }),
  'POST /api/dashboards/own/{code}/decide': async (ground) => {
    const { params, payload } = await anOwnIndicator(ground, 'review');
    return { params, payload: { ...payload, isApproved: true }, by: ground.second.call };
  },
  'POST /api/dashboards/own/{code}/withdraw': async (ground) => {
    const { params, payload } = await anOwnIndicator(ground, 'approved');
    return { params, payload: { ...payload, reason: 'Проверка' } };
  },
  'GET /api/dashboards/indicators/{id}': async (ground) => ({
    params: { id: (await get<Lists>(ground, '/api/dashboards/indicators'))[0]?.id ?? '' },
  }),

  'GET /organisations/suggest': () => ({ query: { q: 'школа' } }),
  'GET /kindergartens/points': () => ({ query: { bbox: '60,50,80,70', zoom: '8' } }),
  'GET /kindergartens/places': () => ({ query: { q: 'тюмень' } }),
  'GET /map/points': () => ({ query: { bbox: '60,50,80,70', zoom: '8' } }),
  'GET /organisations/{id}': ({ school }) => ({ params: { id: school.organisationId } }),
  'GET /sitemap-{part}.xml': () => ({ params: { part: '1' } }),
  'GET /assets/{file}': async ({ test }) => ({
    params: { file: /\/assets\/([\w.-]+)/.exec((await test.call('/about')).text)?.[1] ?? '' },
  }),
};
