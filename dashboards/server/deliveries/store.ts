import { beyondReach, inReach, mailStates, me, sql } from '@regiso/core';
import type { DeliveryPerson, DeliveryPlan, DeliveryRun, DeliveryView, DeliveryWhy } from '../../shared/deliveries';
import { allDashboards } from '../context';
import { isOpen } from '../reader';

type Row = Pick<DeliveryView, 'id' | 'version' | 'dashboard' | 'search' | 'words' | 'isActive' | 'fault'>
  & DeliveryPlan & { ownerId: string; gone: string[]; nextAt: Date | null; isLed: boolean };
type Sending = {
  deliveryId: string;
  at: Date;
  accountId: string;
  state: string;
  why: DeliveryWhy | null;
  mailId: string | null;
};

const mostListed = 200;

/** Deliveries of the caller and those that are sent to them; all of the region for whoever looks after them. */
export async function listDeliveries(): Promise<DeliveryView[]> {
  const mine = me().accountId;
  const found =
    await sql<Row>`SELECT id, version, dashboard, search, words, every, day, hour, formats, recipients, gone,
      ends_on::text AS "endsOn", owner_id AS "ownerId", is_active AS "isActive", next_at AS "nextAt", fault,
      owner_id = ${mine} OR ${inReach('dashboards.deliver', {})} AS "isLed"
    FROM dashboards.deliveries WHERE removed_at IS NULL AND (owner_id = ${mine} OR ${mine}::uuid = ANY (recipients)
      OR ${inReach('dashboards.deliver', {})})
    ORDER BY owner_id <> ${mine}, id DESC LIMIT ${mostListed}`;
  const led = found.filter(({ isLed }) => isLed);
  const people = await peopleOf([
    ...found.map(({ ownerId }) => ownerId),
    ...led.flatMap(({ recipients }) => recipients),
  ]);
  const lasts = await lastRuns(
    led.map(({ id }) => id),
    people,
  );
  return found.map((row) => viewOf(row, people, lasts));
}

function viewOf(
  row: Row,
  people: ReadonlyMap<string, DeliveryPerson>,
  lasts: ReadonlyMap<string, DeliveryRun>,
): DeliveryView {
  const { id, version, dashboard, search, words, every, day, hour, formats, recipients, endsOn, gone, isLed } = row;
  const mine = me().accountId;
  const board = allDashboards().find(({ item }) => item.id === dashboard && isOpen(item))?.item;
  const listed = isLed ? recipients : [];
  return {
    ...{ id, version, dashboard, search, words, isLed, isActive: row.isActive, fault: isLed ? row.fault : null },
    ...{ title: board?.title ?? null, titleEn: board?.titleEn ?? null },
    plan: { every, day, hour, formats, recipients: listed, endsOn },
    owner: people.get(row.ownerId)?.name ?? '',
    isMine: row.ownerId === mine,
    isSentToMe: recipients.includes(mine),
    isWanted: !gone.includes(mine),
    nextAt: row.isActive ? (row.nextAt?.toISOString() ?? null) : null,
    people: listed.flatMap((one) => {
      const person = people.get(one);
      return person ? [{ ...person, hasLeft: gone.includes(one) }] : [];
    }),
    last: lasts.get(id) ?? null,
  };
}

async function peopleOf(ids: readonly string[]): Promise<Map<string, DeliveryPerson>> {
  const wanted = [...new Set(ids)];
  if (!wanted.length) return new Map();
  const found = await beyondReach(
    'names beside a delivery that is in reach',
    () => sql<DeliveryPerson>`SELECT a.id, a.name, a.post, s.address IS NOT NULL AS "hasMail"
      FROM core.accounts a LEFT JOIN core.notice_settings s ON s.account_id = a.id WHERE a.id = ANY (${wanted}::uuid[])`,
  );
  return new Map(found.map((person) => [person.id, person]));
}

async function lastRuns(ids: readonly string[], people: ReadonlyMap<string, DeliveryPerson>) {
  const sendings =
    await sql<Sending>`SELECT r.delivery_id AS "deliveryId", r.made_at AS at, s.account_id AS "accountId",
      s.state, s.why, s.mail_id AS "mailId"
    FROM (SELECT DISTINCT ON (delivery_id) id, delivery_id, made_at FROM dashboards.delivery_runs
      WHERE delivery_id = ANY (${[...ids]}::uuid[]) ORDER BY delivery_id, id DESC) r
    JOIN dashboards.delivery_sendings s ON s.run_id = r.id`;
  const mails = await mailStates(sendings.flatMap(({ mailId }) => mailId ?? []));
  const states = new Map(mails.map(({ id, state }) => [id, state]));
  const lasts = new Map<string, DeliveryRun>();
  for (const sending of sendings) {
    const last = lasts.get(sending.deliveryId) ?? { at: sending.at.toISOString(), sent: 0, waiting: 0, troubles: [] };
    lasts.set(sending.deliveryId, last);
    const became = becameOf(sending, states);
    if (became === 'sent' || became === 'waiting') last[became] += 1;
    else last.troubles.push({ name: people.get(sending.accountId)?.name ?? '', why: became });
  }
  return lasts;
}

function becameOf(
  { state, why, mailId }: Sending,
  states: ReadonlyMap<string, string>,
): 'sent' | 'waiting' | DeliveryWhy {
  if (state !== 'mailed') return why ?? 'waiting';
  const mail = states.get(mailId ?? '') ?? 'sent';
  if (mail === 'waiting' || mail === 'sending') return 'waiting';
  return mail === 'sent' ? 'sent' : 'mail-failed';
}
