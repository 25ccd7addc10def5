import {
  audit,
  conflict,
  endLink,
  inReach,
  invalidInput,
  notFound,
  part,
  reopenLink,
  sql,
  todayHere,
} from '@regiso/core';
import { demandConclusion } from '../dossiers/subject';
import { ageIn, type Release, type Transfer } from '../../shared';
import { refuseClosed } from './closed-months';
import { recountSiblings } from './enrol';
import { countChildren, freeOn, groupFor } from './groups';
import { daysAfter, refuseDay, undoDays } from './days';
import { newAct, type Act } from './pupil-acts';

const keep = 'kindergarten.keep-groups';

type Stay = {
  id: string;
  person_id: string;
  organisation_id: string;
  participant_id: string | null;
  municipality_id: string | null;
  group_id: string;
  link_id: string | null;
  cohort: number;
  starts_on: string;
  ends_on: string | null;
};

const mine = (row: ReturnType<typeof part>) =>
  inReach(keep, { participant: part`${row}.participant_id`, municipality: part`${row}.municipality_id` });

/** Locks stays that go on, all of one kindergarten. Throws 404 and 409. */
async function staysFor(ids: readonly string[]): Promise<[Stay, ...Stay[]]> {
  const stays =
    await sql<Stay>`SELECT p.id, p.person_id, p.organisation_id, p.participant_id, p.municipality_id, p.group_id,
      p.link_id, p.cohort::int, p.starts_on::text, p.ends_on::text FROM kindergarten.pupils p
    WHERE p.id = ANY (${[...ids]}::uuid[]) AND ${mine(part`p`)} ORDER BY p.id FOR UPDATE`;
  const [first, ...others] = stays;
  if (!first || stays.length < ids.length) throw notFound('Воспитанник не найден');
  if (others.some((one) => one.organisation_id !== first.organisation_id))
    throw conflict('Выберите детей одного детского сада');
  if (stays.some(({ ends_on }) => ends_on))
    throw conflict('Среди выбранных есть уже отчисленный или переведённый: обновите список');
  return [first, ...others];
}

/** Children go to another group of their kindergarten; the old stay ends the day before. Gives the act, to undo it. */
export async function transfer({ pupils, groupId, from, ageGround }: Transfer): Promise<string> {
  const group = await groupFor(keep, groupId);
  const stays = await staysFor(pupils);
  const [first] = stays;
  if (group.organisation_id !== first.organisation_id) throw conflict('Группа другого детского сада: нужно отчисление');
  if (group.state === 'closed') throw conflict('Группа закрыта');
  if (stays.some(({ group_id }) => group_id === groupId)) throw conflict('Кто-то из выбранных уже в этой группе');
  if (stays.some(({ starts_on }) => starts_on >= from))
    throw conflict('Перевод не может начаться раньше, чем на второй день в прежней группе');
  refuseDay(from);
  const outOfAge = misfits(group, stays);
  if (outOfAge && !ageGround)
    throw invalidInput([
      {
        path: ['payload', 'ageGround'],
        message: `По возрасту на 1 сентября группе не подходит детей: ${outOfAge}. Назовите приказ, который это разрешает`,
      },
    ]);
  await refuseClosed(first.organisation_id, from);
  await refusePaused(groupId, from);
  await refuseFull(groupId, from, stays.length);
  for (const { person_id: personId } of stays)
    await demandConclusion(groupId, { personId, said: 'Кому-то из выбранных' }, from);
  const act = await newAct(first, {
    ...{ kind: 'transfer', day: from, children: stays.length, groupId },
    ...(outOfAge && ageGround && { ground: ageGround }),
  });
  await moveStays(act, groupId, from, pupils);
  await countChildren([groupId, ...stays.map(({ group_id }) => group_id)]);
  const object = { type: 'group', id: groupId, organisationId: first.organisation_id };
  await audit('kindergarten.children-transferred', object, { act, children: stays.length, from, outOfAge });
  for (const { person_id: id } of stays)
    await audit('kindergarten.child-transferred', { ...object, type: 'person', id }, { act, group: groupId, from });
  return act;
}

/** How many of the children are younger or older than the group takes. */
const misfits = (group: { school_year: number; age_from: number; age_to: number }, stays: readonly Stay[]) =>
  stays.filter(({ cohort }) => {
    const age = ageIn(group.school_year, cohort);
    return age < group.age_from || age > group.age_to;
  }).length;

async function moveStays(act: string, groupId: string, from: string, pupils: readonly string[]) {
  await sql`UPDATE kindergarten.pupils SET ends_on = ${daysAfter(from, -1)}, ended_by = ${act}
    WHERE id = ANY (${[...pupils]}::uuid[])`;
  await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
      group_id, application_id, link_id, starts_on, contract_number, contract_on, order_number, order_on, is_demo, begun_by)
    SELECT person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id, ${groupId}, application_id, link_id,
      ${from}, contract_number, contract_on, order_number, order_on, is_demo, ${act}
    FROM kindergarten.pupils WHERE ended_by = ${act}`.catch(overlapping);
  // Days from then on, told of or marked already, go along.
  await sql`UPDATE kindergarten.attendance a SET pupil_id = n.id
    FROM kindergarten.pupils o JOIN kindergarten.pupils n ON n.begun_by = o.ended_by AND n.person_id = o.person_id
    WHERE o.ended_by = ${act} AND a.pupil_id = o.id AND a.day >= ${from}::date`;
}

async function refusePaused(groupId: string, from: string) {
  const [paused] = await sql<{ name: string }>`SELECT name FROM kindergarten.groups
    WHERE id = ${groupId} AND quarantine_until >= ${from}::date`;
  if (paused) throw conflict(`Приём в группу «${paused.name}» приостановлен: карантин. Выберите другой день.`);
}

// The fewest places on any day from then on: a child enrolled for a later day has its place already.
async function refuseFull(groupId: string, from: string, wanted: number) {
  const [group] = await sql<{ name: string; free: number }>`SELECT g.name, min(${freeOn(part`d.day`)}) AS free
    FROM kindergarten.groups g CROSS JOIN LATERAL (SELECT ${from}::date AS day UNION
      SELECT p.starts_on FROM kindergarten.pupils p WHERE p.group_id = g.id AND p.starts_on > ${from}::date) d
    WHERE g.id = ${groupId} GROUP BY g.id`;
  if (group && group.free < wanted)
    throw conflict(`В группе «${group.name}» свободно мест: ${group.free}, выбрано детей: ${wanted}`);
}

const overlapping = (error: Error & { code?: string }) => {
  if (error.code !== '23P01') throw error;
  throw conflict('Кто-то из этих детей в эти дни уже посещает другую группу');
};

/** Lets many children go on one day with one ground; the day is the last on which they attend. Gives the act, to undo it. */
export async function release({ pupils, on, ground }: Release): Promise<string> {
  const stays = await staysFor(pupils);
  const [first] = stays;
  if (stays.some(({ starts_on }) => starts_on > on)) throw conflict('Кто-то из выбранных тогда ещё не посещал группу');
  refuseDay(on);
  await refuseClosed(first.organisation_id, daysAfter(on, 1));
  const act = await newAct(first, { kind: 'release', day: on, children: stays.length, ground });
  await sql`UPDATE kindergarten.pupils SET ends_on = ${on}, ended_by = ${act}, left_ground = ${ground}
    WHERE id = ANY (${[...pupils]}::uuid[])`;
  for (const { link_id: link } of stays) if (link) await endLink(link, on);
  await countChildren(stays.map(({ group_id }) => group_id));
  await recountSiblings(stays.map(({ person_id }) => person_id));
  const object = { type: 'organisation', id: first.organisation_id, organisationId: first.organisation_id };
  await audit('kindergarten.children-released', object, { act, children: stays.length, on, ground });
  for (const { person_id: id } of stays)
    await audit('kindergarten.child-released', { ...object, type: 'person', id }, { act, on, ground });
  return act;
}

type DoneAct = {
  id: string;
  kind: Act['kind'];
  organisation_id: string;
  on_day: string;
  undone: boolean;
  old: boolean;
};

/** Takes a transfer or a release back as a whole, within thirty days. Throws 404 and 409. */
export async function undoAct(id: string): Promise<void> {
  const [act] =
    await sql<DoneAct>`SELECT a.id, a.kind, a.organisation_id, a.on_day::text, a.undone_at IS NOT NULL AS undone,
      a.done_at < now() - make_interval(days => ${undoDays}) AS old
    FROM kindergarten.pupil_acts a WHERE a.id = ${id} AND ${mine(part`a`)} FOR UPDATE`;
  if (!act) throw notFound('Такого действия нет');
  if (act.undone) throw conflict('Это действие уже отменено');
  if (act.old) throw conflict(`Отменить можно в течение ${undoDays} дней`);
  const since = act.kind === 'release' ? daysAfter(act.on_day, 1) : act.on_day;
  await refuseClosed(act.organisation_id, since);
  const stays = await sql<Stay>`SELECT id, person_id, group_id, link_id FROM kindergarten.pupils WHERE ended_by = ${id}
    ORDER BY id FOR UPDATE`;
  const groups = [...new Set(stays.map(({ group_id }) => group_id))].sort();
  for (const group of groups) await groupFor(keep, group);
  const moved = act.kind === 'transfer' ? await takeBack(act) : [];
  const soon = since > todayHere() ? since : todayHere();
  for (const group of groups) await refuseFull(group, soon, stays.filter((one) => one.group_id === group).length);
  await sql`UPDATE kindergarten.pupils SET ends_on = NULL, ended_by = NULL, left_ground = NULL
    WHERE ended_by = ${id}`.catch(overlapping);
  if (act.kind === 'release') for (const { link_id: link } of stays) if (link) await reopenLink(link);
  await sql`UPDATE kindergarten.pupil_acts SET undone_at = now() WHERE id = ${id}`;
  await countChildren([...groups, ...moved]);
  await recountSiblings(stays.map(({ person_id }) => person_id));
  const object = { type: 'organisation', id: act.organisation_id, organisationId: act.organisation_id };
  await audit('kindergarten.act-undone', object, { act: id, kind: act.kind, children: stays.length });
}

/** Removes the stays a transfer began, with their days given back to the old ones; gives their groups. */
async function takeBack({ id }: DoneAct): Promise<string[]> {
  const begun =
    await sql<Stay>`SELECT id, group_id, ends_on::text FROM kindergarten.pupils WHERE begun_by = ${id} FOR UPDATE`;
  if (begun.some(({ ends_on }) => ends_on))
    throw conflict('После перевода кто-то из детей уже отчислен или переведён: сначала отмените это');
  await sql`UPDATE kindergarten.attendance a SET pupil_id = o.id
    FROM kindergarten.pupils n JOIN kindergarten.pupils o ON o.ended_by = n.begun_by AND o.person_id = n.person_id
    WHERE n.begun_by = ${id} AND a.pupil_id = n.id`;
  await sql`DELETE FROM kindergarten.pupils WHERE begun_by = ${id}`;
  return [...new Set(begun.map(({ group_id }) => group_id))];
}
