import {
  audit,
  beyondReach,
  conflict,
  context,
  forbidden,
  inReach,
  notFound,
  part,
  peopleBrief,
  sql,
  todayHere,
} from '@regiso/core';
import { schoolYearOf, type RingView } from '../../shared';
import { demandConclusion } from '../dossiers/subject';
import { sha256 } from '../allocation/allocate';
import { canonicalExchange, type ExchangeInput, type Swapper } from '../exchange/input';
import { replayRings, ringsOf, type Ring } from '../exchange/top-trading-cycles';
import type { MunicipalRules } from '../norms';
import { fullName } from './applications';
import { mayMove, refuseDay, termOf } from './days';
import { recountSiblings, refusePaused } from './enrol';
import { seeAt } from './live-directions';
import { lockedApplication } from './ring-agreement';
import { rulesOn } from './rules';
import { leaveFormer, seat, type Order } from './stays';
import { take } from './step';

const allocate = 'kindergarten.allocate';

type Found = Omit<Swapper, 'filed'> & { filed: Date; id: string };

/** Locks who is willing to swap in a municipality: attends there, waits for a transfer, is no twin to be kept together. */
async function swappersOf(municipality: string): Promise<Found[]> {
  await sql`SELECT id FROM kindergarten.applications WHERE municipality_id = ${municipality} AND swaps AND status = 'queued'
    ORDER BY id LIMIT 5000 FOR UPDATE`;
  return sql<Found>`SELECT a.id, a.number, a.filed_at AS filed, a.class::int, a.cohort::int, a.orientation, a.regimes, a.language,
      (SELECT array_agg(c.organisation_id ORDER BY c.rank) FROM kindergarten.choices c WHERE c.application_id = a.id) AS choices,
      json_build_object('id', g.id, 'organisation', g.organisation_id, 'schoolYear', g.school_year, 'from', g.age_from,
        'to', g.age_to, 'orientation', g.orientation, 'regime', g.regime, 'language', g.language) AS "group"
    FROM kindergarten.applications a
    JOIN kindergarten.pupils p ON p.person_id = a.child_id AND p.ends_on IS NULL AND p.starts_on <= ${todayHere()}::date
    JOIN kindergarten.groups g ON g.id = p.group_id
    WHERE a.municipality_id = ${municipality} AND a.swaps AND a.status = 'queued' AND a.together IS NULL
      AND a.desired_on <= ${todayHere()}::date AND g.municipality_id = ${municipality} AND g.state = 'open'
      AND g.school_year = ${schoolYearOf(todayHere())} ORDER BY a.id LIMIT 5000`;
}

/** Finds rings of exchange in a municipality and offers each to its families; nobody loses anything by it. Gives how many. */
export const findRings = (municipality: string): Promise<number> =>
  beyondReach('a ring is found among all who are willing in the municipality', async () => {
    // As a confirmation of a run does: the two never give places at once.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`kindergarten/runs/${municipality}`}, 21))`;
    const found = await swappersOf(municipality);
    const input: ExchangeInput = {
      ...{ municipality, on: todayHere(), strategy: 'top-trading-cycles', version: 1 },
      swappers: found.map(({ id: _, filed, ...one }) => ({ ...one, filed: filed.toISOString() })),
    };
    const rings = ringsOf(input);
    const byNumber = new Map(found.map((one) => [one.number, one]));
    const { rules } = await rulesOn(municipality, todayHere());
    for (const ring of rings) await offerRing(ring, byNumber, canonicalExchange(input), rules);
    return rings.length;
  });

async function offerRing(ring: Ring, byNumber: ReadonlyMap<string, Found>, input: string, rules: MunicipalRules) {
  const answerBy = termOf(rules.answerDays);
  const { municipality, strategy, version } = JSON.parse(input) as ExchangeInput;
  const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.exchange_rings
      (municipality_id, strategy, input, input_sha256, members, answer_by, found_by)
    VALUES (${municipality}, ${`${strategy}/${version}`}, ${input}, ${sha256(input)}, ${ring}::text[], ${answerBy},
      ${context().actor?.accountId ?? null}) RETURNING id`;
  const id = row?.id ?? '';
  for (const [at, number] of ring.entries()) {
    const one = byNumber.get(number) as Found;
    const next = byNumber.get(ring[(at + 1) % ring.length] ?? '') as Found;
    const choice = one.choices.indexOf(next.group.organisation) + 1;
    await sql`INSERT INTO kindergarten.directions (number, application_id, ring_id, order_details, organisation_id,
        participant_id, municipality_id, group_id, choice, class, answer_by)
      SELECT ${number} || '/' || (SELECT count(*) + 1 FROM kindergarten.directions d WHERE d.application_id = ${one.id}),
        ${one.id}, ${id}, 'Обмен местами по согласию семей', g.organisation_id, g.participant_id, g.municipality_id, g.id,
        ${choice}, ${one.class}, ${answerBy} FROM kindergarten.groups g WHERE g.id = ${next.group.id}`;
    await seeAt(one.id);
    const application = await lockedApplication(one.id);
    await take(application, { to: 'offered', who: 'system', cause: 'offered' });
  }
  const details = { families: ring.length, inputSha256: sha256(input), answerBy };
  await audit('kindergarten.ring-offered', { type: 'exchange-ring', id }, details);
}

type Stored = { id: string; municipality_id: string; state: RingView['state']; input: string; members: string[] };

/** A ring within reach, locked when it is to be changed. Throws 404. */
async function ringFor(id: string, lock: 'lock' | 'look'): Promise<Stored> {
  const [row] =
    await sql<Stored>`SELECT r.id, r.municipality_id, r.state, r.input, r.members FROM kindergarten.exchange_rings r
    WHERE r.id = ${id} AND ${inReach(allocate, { municipality: part`r.municipality_id` })}
    ${lock === 'lock' ? part`FOR UPDATE` : part``}`;
  if (!row) throw notFound('Обмен не найден');
  return row;
}

/** Looks for rings in one municipality of the officer's, or in all of them. Throws 403 beyond reach. Gives how many. */
export async function searchRings(municipality?: string): Promise<number> {
  const towns = await sql<{ id: string }>`SELECT m.id FROM core.municipalities m
    WHERE (${municipality ?? null}::text IS NULL OR m.id = ${municipality ?? null})
      AND ${inReach(allocate, { municipality: part`m.id` })} ORDER BY m.id`;
  if (municipality && !towns.length) throw forbidden('Этот муниципалитет вне ваших пределов');
  let found = 0;
  for (const { id } of towns) found += await findRings(id);
  await audit('kindergarten.rings-searched', { type: 'municipality', id: municipality ?? 'reach' }, { found });
  return found;
}

type Member = {
  direction: string;
  application: string;
  number: string;
  child: string;
  status: string;
  organisation: string;
  group: string;
};

const membersOf = (ringId: string) =>
  sql<Member>`SELECT d.id AS direction, a.id AS application, a.number, a.child_id AS child, a.status,
      d.organisation_id AS organisation, d.group_id AS "group"
    FROM kindergarten.directions d JOIN kindergarten.applications a ON a.id = d.application_id
    WHERE d.ring_id = ${ringId} ORDER BY a.id FOR UPDATE OF a`;

/**
 * Carries a ring out by one order: in one transaction every child leaves its place the day before and takes the next one's.
 * Throws 409 unless all have agreed and brought their documents, and every place of the ring is still that of its child.
 */
export async function performRing(id: string, order: Order): Promise<number> {
  const ring = await ringFor(id, 'lock');
  if (ring.state !== 'agreed') throw conflict('Обмен проводят, когда согласны все семьи. Обновите страницу.');
  refuseDay(order.startsOn);
  return beyondReach('children of a ring go between kindergartens that are not the officer’s own', async () => {
    const members = await membersOf(id);
    const waiting = members.filter(({ status }) => status !== 'docs').map(({ number }) => number);
    if (waiting.length) throw conflict(`Детские сады ещё не приняли документы по заявлениям: ${waiting.join(', ')}`);
    const former = new Map<string, Awaited<ReturnType<typeof leaveFormer>>>();
    for (const { child, group, number } of members) {
      await refusePaused(group, order.startsOn);
      await demandConclusion(group, { personId: child, said: `По заявлению № ${number}` }, order.startsOn);
      former.set(child, await leaveFormer(child, order.startsOn));
    }
    const given = [...former.values()].map((stay) => stay?.group_id ?? '').sort();
    const taken = members.map(({ group }) => group).sort();
    if (given.join() !== taken.join())
      throw conflict('Кто-то из детей уже не в той группе, которую отдаёт. Прекратите обмен и найдите новый.');
    for (const {
      direction: directionId,
      child: personId,
      organisation: organisationId,
      group: groupId,
      number,
    } of members) {
      await seat(
        { directionId, personId, organisationId, groupId, applicationNumber: number },
        order,
        former.get(personId),
      );
    }
    const { number, on, startsOn } = order;
    await sql`UPDATE kindergarten.exchange_rings SET state = 'done', ended_at = now(), order_number = ${number},
      order_on = ${on}, starts_on = ${startsOn} WHERE id = ${id}`;
    for (const { application } of members)
      await take(await lockedApplication(application), { to: 'enrolled', who: 'staff' });
    await recountSiblings(members.map(({ child }) => child));
    await audit(
      'kindergarten.ring-done',
      { type: 'exchange-ring', id },
      { order: number, families: members.length, startsOn },
    );
    return members.length;
  });
}

/** The officer ends a ring that cannot be carried out: everybody goes back to where they stood. */
export async function endRing(id: string, reason: string): Promise<void> {
  const ring = await ringFor(id, 'lock');
  if (ring.state !== 'offered' && ring.state !== 'agreed') throw conflict('Обмен уже завершён. Обновите страницу.');
  await beyondReach('all families of the ring', async () => {
    const [first] = await membersOf(id);
    if (!first) throw notFound('Обмен не найден');
    await take(await lockedApplication(first.application), {
      ...{ to: 'queued', who: 'staff', ground: 'ring-broken', comment: reason, cause: 'ring-broken' },
    });
  });
}

/** Runs the frozen input of a ring again and says whether it is still among those found. */
export async function replayRing(id: string): Promise<boolean> {
  const ring = await ringFor(id, 'look');
  return replayRings(ring.input).some((one) => one.join() === ring.members.join());
}

type Line = RingView['members'][number] & { ring: string; childId: string };

/** Rings within reach, the newest first; the reading is recorded. */
export async function ringsInReach(limit = 100): Promise<RingView[]> {
  const rings = await sql<
    Omit<RingView, 'members' | 'isProvisional'>
  >`SELECT r.id, r.municipality_id AS "municipalityId",
      m.short_name AS municipality, r.state, r.answer_by::text AS "answerBy", r.found_at AS "foundAt", r.ended_at AS "endedAt",
      r.end_ground AS "endGround", r.order_number AS "orderNumber", r.starts_on::text AS "startsOn",
      r.input_sha256 AS "inputSha256"
    FROM kindergarten.exchange_rings r JOIN core.municipalities m ON m.id = r.municipality_id
    WHERE ${inReach(allocate, { municipality: part`r.municipality_id` })}
    ORDER BY r.state NOT IN ('offered', 'agreed'), r.found_at DESC, r.id LIMIT ${limit}`;
  const lines = await beyondReach(
    'families of rings that were in reach themselves',
    () => sql<
      Omit<Line, 'child'>
    >`SELECT d.ring_id AS ring, a.id AS "applicationId", a.number, a.child_id AS "childId", a.status,
        f.short_name AS "from", o.short_name AS "to", g.name AS "group", d.state, d.documents_by::text AS "documentsBy"
      FROM kindergarten.directions d JOIN kindergarten.exchange_rings r ON r.id = d.ring_id
      JOIN kindergarten.applications a ON a.id = d.application_id
      JOIN core.organisations o ON o.id = d.organisation_id JOIN kindergarten.groups g ON g.id = d.group_id
      LEFT JOIN core.organisations f ON f.id = a.transfer_from
      WHERE d.ring_id = ANY (${rings.map(({ id }) => id)}::uuid[]) ORDER BY array_position(r.members, a.number)`,
  );
  const personIds = lines.map(({ childId }) => childId);
  const people = await peopleBrief(personIds, ['surname', 'name', 'patronymic']);
  await audit('kindergarten.rings-read', { type: 'exchange-ring', personIds }, { rows: rings.length });
  return rings.map((ring) => ({
    ...ring,
    isProvisional: mayMove(ring.answerBy),
    members: lines
      .filter((line) => line.ring === ring.id)
      .map(({ ring: _, childId, ...line }) => ({ ...line, child: fullName(people.get(childId)) })),
  }));
}
