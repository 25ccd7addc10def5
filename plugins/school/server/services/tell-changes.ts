import { beyondReach, notify, sql, todayHere } from '@regiso/core';
import type { Lesson } from './lessons';
import { tellGuardians } from './tell-guardians';

const page = '/app/school/requests';

/** Tells who keeps classes of this grade in the school that a request waits. */
export async function tellAsked({ participant_id, grade }: Lesson, request: string): Promise<void> {
  const accounts = await beyondReach(
    'accounts of those who decide in the school',
    () => sql<{
      id: string;
    }>`SELECT DISTINCT g.account_id AS id FROM core.grants g JOIN core.role_permissions r ON r.role = g.role
      WHERE r.permission = 'school.keep-classes' AND g.state = 'active' AND g.participant_id = ${participant_id}
        AND (g.subsystem IS NULL OR g.subsystem = 'school') AND g.starts_on <= ${todayHere()}::date
        AND (g.ends_on IS NULL OR g.ends_on >= ${todayHere()}::date)
        AND (g.narrowing IS NULL OR ${grade}::int BETWEEN (g.narrowing #>> '{grades,from}')::int
          AND (g.narrowing #>> '{grades,to}')::int) LIMIT 50`,
  );
  await notify({
    accountIds: accounts.map(({ id }) => id),
    kind: 'school.change-asked',
    title: 'Заявление: изменить клетку журнала в закрытом периоде',
    titleEn: 'A request to change a cell of a closed period',
    link: page,
    once: `school.change-asked/${request}`,
  });
}

/** Tells the teacher what became of the request. */
export const tellDecided = (accountId: string, isGranted: boolean, request: string) =>
  notify({
    accountIds: [accountId],
    kind: 'school.change-decided',
    title: isGranted ? 'Заявление об изменении разрешено, клетка изменена' : 'В изменении клетки журнала отказано',
    titleEn: isGranted
      ? 'Your request was granted and the cell is changed'
      : 'Your request to change a cell was refused',
    link: page,
    once: `school.change-decided/${request}`,
  });

/** Tells who stands for a pupil that a cell of a closed period was changed. */
export async function tellChanged(lesson: Lesson, personId: string, request: string): Promise<void> {
  const { day } = lesson;
  const [year, month, date] = day.split('-');
  await tellGuardians(lesson, personId, ({ name, title, titleEn }) => ({
    kind: 'school.mark-changed',
    title: `${name}: изменена запись за ${date}.${month}.${year}, «${title}»`,
    titleEn: `${name}: the entry of ${day} in ${titleEn} was changed`,
    text: 'Период закрыт; запись изменена по заявлению учителя с разрешения завуча. Подробности — в дневнике.',
    textEn: 'The period is closed; the head teacher granted a request of the teacher. See the diary.',
    once: `school.mark-changed/${request}`,
  }));
}
