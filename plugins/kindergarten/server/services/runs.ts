import {
  audit,
  beyondReach,
  conflict,
  context,
  forbidden,
  inReach,
  invalidInput,
  notFound,
  notify,
  part,
  sql,
} from '@regiso/core';
import type { z } from 'zod';
import type { NewRun, RunView, WhatIf } from '../../shared';
import { replay, type Protocol } from '../allocation/allocate';
import { canonicalInput, type AllocationInput } from '../allocation/input';
import { issueDirections } from './directions';
import { freeze } from './run-input';
import { rulesOn } from './rules';

type Piece = ReturnType<typeof part>;
const within = (permission: string) => inReach(permission, { municipality: part`r.municipality_id` });

const name = (column: Piece) => part`(SELECT a.name FROM core.accounts a WHERE a.id = ${column})`;

export async function runsWhere(where: Piece, limit = 100): Promise<RunView[]> {
  const found = await sql<{ id: string }>`SELECT r.id FROM kindergarten.allocation_runs r
    WHERE ${where} ORDER BY r.made_at DESC, r.id LIMIT ${limit}`;
  return beyondReach(
    'names of officers beside runs that are in reach themselves',
    () => sql<RunView>`SELECT r.id, r.municipality_id AS "municipalityId", m.short_name AS municipality, r.run_on::text AS on,
      r.strategy, r.state, r.made_at AS "madeAt", ${name(part`r.made_by`)} AS "madeBy", ${name(part`r.proposed_by`)} AS "proposedBy",
      ${name(part`r.confirmed_by`)} AS "confirmedBy", r.confirmed_at AS "confirmedAt", r.based_on AS "basedOn",
      r.input_sha256 AS "inputSha256", r.protocol_sha256 AS "protocolSha256", r.placed, r.unplaced
    FROM kindergarten.allocation_runs r JOIN core.municipalities m ON m.id = r.municipality_id
    WHERE r.id = ANY (${found.map(({ id }) => id)}::uuid[]) ORDER BY r.made_at DESC, r.id`,
  );
}

type Stored = {
  id: string;
  municipality_id: string;
  state: RunView['state'];
  on: string;
  strategy: string;
  rules_id: string;
  input: string;
  protocol: string;
  protocol_sha256: string;
  proposed_by: string | null;
  based_on: string | null;
};

/** A run within reach. Throws 404. */
export async function runFor(id: string): Promise<Stored> {
  const [row] =
    await sql<Stored>`SELECT r.id, r.municipality_id, r.state, r.run_on::text AS on, r.strategy, r.rules_id, r.input,
      r.protocol, r.protocol_sha256, r.proposed_by, r.based_on
    FROM kindergarten.allocation_runs r WHERE r.id = ${id} AND ${within('kindergarten.allocate')}`;
  if (!row) throw notFound('Прогон не найден');
  return row;
}

/** A dry run: freezes the input, gives places on paper, tells nobody. Gives its id. */
export async function makeRun({ municipalityId, on, strategy }: z.output<typeof NewRun>): Promise<string> {
  const [reached] = await sql`SELECT 1 AS one FROM core.municipalities m WHERE m.id = ${municipalityId}
    AND ${inReach('kindergarten.allocate', { municipality: part`m.id` })}`;
  if (!reached) throw forbidden('Этот муниципалитет вне ваших пределов');
  const rules = await rulesOn(municipalityId, on);
  const input = await freeze(municipalityId, on, rules, strategy);
  return store({ input, rulesId: rules.id });
}

/** The same frozen input with other numbers of places: who would move. Gives the id of the new dry run. */
export async function makeWhatIf(id: string, { places }: z.output<typeof WhatIf>): Promise<string> {
  const run = await runFor(id);
  const input = JSON.parse(run.input) as AllocationInput;
  const free = new Map(places.map((one) => [one.group, one.free]));
  const unknown = places.findIndex(({ group }) => !input.places.some((one) => one.group === group));
  if (unknown >= 0)
    throw invalidInput([{ path: ['payload', 'places', unknown, 'group'], message: 'Этой группы в прогоне нет' }]);
  const changed = { ...input, places: input.places.map((one) => ({ ...one, free: free.get(one.group) ?? one.free })) };
  return store({ input: canonicalInput(changed), rulesId: run.rules_id, basedOn: id });
}

async function store({ input, rulesId, basedOn = null }: { input: string; rulesId: string; basedOn?: string | null }) {
  const { protocol, text, hash } = replay(input);
  const { municipality, on, strategy, inputSha256, placed, unplaced } = protocol;
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO kindergarten.allocation_runs (municipality_id, run_on, strategy, rules_id,
      input, input_sha256, protocol, protocol_sha256, placed, unplaced, based_on, made_by)
    VALUES (${municipality}, ${on}, ${strategy}, ${rulesId}, ${input}, ${inputSha256}, ${text}, ${hash}, ${placed}, ${unplaced},
      ${basedOn}, ${context().actor?.accountId ?? null}) RETURNING id`;
  const id = row?.id ?? '';
  await audit(
    'kindergarten.run-made',
    { type: 'allocation-run', id },
    { strategy, inputSha256, protocolSha256: hash, placed, unplaced, basedOn },
  );
  return id;
}

/** Runs the frozen input again and says whether the protocol is the same, byte by byte. */
export async function replayRun(id: string): Promise<{ same: boolean; kept: string; now: string }> {
  const run = await runFor(id);
  const { text, hash } = replay(run.input);
  return { same: text === run.protocol, kept: run.protocol_sha256, now: hash };
}

/** Puts a dry run before another officer. Throws 409 unless it is dry and of the frozen state that still holds. */
export async function proposeRun(id: string): Promise<void> {
  const run = await runFor(id);
  if (run.based_on) throw conflict('Это проба с другими местами. Измените места групп и сделайте новый прогон.');
  await change(id, 'dry', 'proposed', part`proposed_by = ${context().actor?.accountId ?? null}, proposed_at = now()`);
  await audit('kindergarten.run-proposed', { type: 'allocation-run', id }, { protocolSha256: run.protocol_sha256 });
}

export async function discardRun(id: string): Promise<void> {
  const run = await runFor(id);
  if (run.state === 'confirmed')
    throw conflict('Прогон утверждён: его не отзывают, места возвращают по каждому направлению');
  await change(id, run.state, 'discarded', part`proposed_at = proposed_at`);
  await audit('kindergarten.run-discarded', { type: 'allocation-run', id }, {});
}

/**
 * A second person confirms: the queue must still be as it was frozen, then every place becomes a direction and every family
 * is told, all or nothing. Throws 403 for the person who proposed it, 409 when places or queue have changed meanwhile.
 */
export async function confirmRun(id: string): Promise<number> {
  const run = await runFor(id);
  const accountId = context().actor?.accountId ?? null;
  if (accountId && run.proposed_by === accountId)
    throw forbidden('Утверждает другой человек: вы этот прогон предложили');
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`kindergarten/runs/${run.municipality_id}`}, 21))`;
  await change(id, 'proposed', 'confirmed', part`confirmed_by = ${accountId}, confirmed_at = now()`);
  const rules = await rulesOn(run.municipality_id, run.on);
  const [strategy] = run.strategy.split('/') as [AllocationInput['strategy']];
  if ((await freeze(run.municipality_id, run.on, rules, strategy)) !== run.input)
    throw conflict('Очередь или места изменились после прогона. Сделайте новый прогон и предложите его.');
  const { decisions } = JSON.parse(run.protocol) as Protocol;
  const issued = await issueDirections(run, decisions, rules.rules);
  await audit(
    'kindergarten.run-confirmed',
    { type: 'allocation-run', id },
    { protocolSha256: run.protocol_sha256, issued },
  );
  await notify({
    kind: 'kindergarten.run',
    audience: { permission: 'kindergarten.allocate', subsystem: 'kindergarten' },
    title: `Комплектование на ${run.on} утверждено: направлений ${issued}`,
    titleEn: `Allocation for ${run.on} is confirmed: ${issued} directions`,
    link: `/app/kindergarten/runs/${id}`,
    once: `run-${id}`,
  });
  return issued;
}

async function change(id: string, from: RunView['state'], to: RunView['state'], also: Piece) {
  const [row] =
    await sql`UPDATE kindergarten.allocation_runs SET state = ${to}, ${also} WHERE id = ${id} AND state = ${from} RETURNING id`;
  if (!row) throw conflict('Прогон уже в другом состоянии. Обновите страницу.');
}
