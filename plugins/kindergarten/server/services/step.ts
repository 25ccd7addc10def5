import { audit, beyondReach, conflict, invalidInput, notify, sql, todayHere } from '@regiso/core';
import { grounds, stepOf, type Status } from '../../shared';
import type { Application } from './applications';
import { note } from './history';
import { breakRing, freePlace } from './live-directions';
import { recount } from './queue';

type Step = {
  to: Status;
  who: 'guardian' | 'staff' | 'system';
  ground?: string | undefined;
  comment?: string | undefined;
  cause?: string;
  /** The pages and letters say what happened unless the family itself did it. */
  tells?: boolean;
};

/** One lawful step of an application, with its history, its places in the lists and a notice. Throws 409 for any other. */
export async function take(
  application: Application,
  { to, who, ground, comment, cause, tells = who !== 'guardian' }: Step,
) {
  const { id, status, child_id: childId } = application;
  const step = stepOf(status, to);
  if (!step) throw conflict(`Из состояния «${status}» заявление в «${to}» не переходит. Обновите страницу.`);
  const allowed: readonly string[] | undefined = to in grounds ? grounds[to as keyof typeof grounds] : undefined;
  if (who !== 'guardian' && step.ground && !ground)
    throw invalidInput([{ path: ['payload', 'ground'], message: 'Выберите основание из списка' }]);
  if (ground && !allowed?.includes(ground))
    throw invalidInput([{ path: ['payload', 'ground'], message: 'Такого основания у этого решения нет' }]);
  await beyondReach(
    'the application itself was in reach',
    () => sql`UPDATE kindergarten.applications SET status = ${to}, changed_at = now(),
      queued_at = CASE WHEN ${to} = 'queued' THEN coalesce(queued_at, now()) ELSE queued_at END,
      decided_on = CASE WHEN ${to} IN ('enrolled', 'refused', 'withdrawn', 'archived')
        THEN ${todayHere()}::date ELSE decided_on END,
      waited_days = CASE WHEN ${to} = 'enrolled' THEN greatest(0, ${todayHere()}::date - desired_on) ELSE waited_days END
      WHERE id = ${id}`,
  );
  application.status = to;
  if (gaveUp.includes(to)) await freePlace(id);
  await note(id, who, { kind: 'status', status: to, ground, comment });
  await recount({ applications: [id] }, cause ?? to);
  if (tells) await tell(application, to);
  await audit(
    'kindergarten.status-changed',
    { type: 'application', id, personId: childId },
    { from: status, to, ground },
  );
  if (gaveUp.includes(to)) await returnOthers(id, ground ?? to);
}

// Whoever takes one of these steps has no place before it any more.
const gaveUp: readonly Status[] = ['queued', 'refused', 'withdrawn', 'frozen', 'archived'];

/** One who leaves a ring of exchange ends it for all: the others go back to where they stood. */
async function returnOthers(applicationId: string, ground: string) {
  const { ring, others } = await breakRing(applicationId, ground);
  if (!ring) return;
  for (const id of others) {
    const [other] = await beyondReach(
      'the other families of a ring',
      () => sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${id} FOR UPDATE`,
    );
    if (other && ['offered', 'directed', 'docs'].includes(other.status))
      await take(other, { to: 'queued', who: 'system', ground: 'ring-broken', cause: 'ring-broken' });
  }
  await audit('kindergarten.ring-broken', { type: 'exchange-ring', id: ring }, { ground });
}

const tell = (application: Application, to: Status) =>
  notify({ kind: 'kindergarten.status', ...toldOf(application, to) });

/** What a family is told of a state of its application. */
export const toldOf = ({ id, number, accounts }: Pick<Application, 'id' | 'number' | 'accounts'>, to: Status) => ({
  accountIds: accounts,
  title: `Заявление № ${number}: ${statusWords[to][0]}`,
  titleEn: `Application ${number}: ${statusWords[to][1]}`,
  link: `/app/kindergarten/own/${id}` as const,
});

/** Names of the states as parents know them. */
export const statusWords: Record<Status, readonly [ru: string, en: string]> = {
  draft: ['Черновик', 'Draft'],
  sent: ['Заявление отправлено', 'Sent'],
  received: ['Принято ведомством', 'Received'],
  'need-confirm': ['Требуется подтверждение данных', 'Data must be confirmed'],
  queued: ['Ожидание направления', 'Waiting for a place'],
  offered: ['Место предложено', 'A place is offered'],
  directed: ['Направлен в детский сад', 'Directed to a kindergarten'],
  docs: ['Ожидание договора', 'Documents and contract'],
  enrolled: ['Зачислен', 'Enrolled'],
  refused: ['Отказано', 'Refused'],
  withdrawn: ['Отозвано заявителем', 'Withdrawn'],
  frozen: ['Приостановлено', 'Paused'],
  archived: ['Снято с учёта', 'Archived'],
};
