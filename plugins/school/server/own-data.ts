import { beyondReach, peopleWith, sql, unseal, type DataOwner } from '@regiso/core';
import { ownRiskNotes } from './risks/notes-kept';
import { ownPortfolios } from './portfolio/keeping';
import { placeOfNote } from './services/certificates';
import { noteOf } from './services/departed';

/** What schools hold about the owner and their children: as pupils, and about the owner as a teacher. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('records of the owner and of those whom the owner may see', async () => ({
    классы: await classesOf(peopleWith(owner), peopleWith(owner, 'health')),
    сообщения_об_отсутствии:
      await sql`SELECT starts_on AS "с", ends_on AS "по", reason AS "причина", state AS "состояние",
        answer AS "ответ", sent_at AS "отправлено", seen_at AS "прочитано", decided_at AS "отвечено", code AS "отмечено"
      FROM school.excuses e WHERE e.sent_by = ${owner.accountId} OR e.pupil_id IN (SELECT id FROM school.pupils
        WHERE person_id = ANY (${peopleWith(owner, 'health')}::uuid[])) ORDER BY e.id LIMIT 1000`,
    сданные_домашние_работы:
      await sql`SELECT l.day AS "день", l.subject AS "предмет", h.text AS "текст", h.state AS "состояние",
        h.is_late AS "позже_срока", h.sent_at AS "сдано", h.comment AS "ответ", h.decided_at AS "отвечено"
      FROM school.handins h JOIN school.lessons l ON l.id = h.lesson_id WHERE h.sent_by = ${owner.accountId}
        OR h.pupil_id IN (SELECT id FROM school.pupils WHERE person_id = ANY (${peopleWith(owner)}::uuid[]))
      ORDER BY h.id LIMIT 1000`,
    портфолио: await ownPortfolios(owner),
    преподавание: owner.personId ? await teachingOf(owner.personId) : null,
  }));

type Stay = { id: string; seesHealth: boolean };

async function classesOf(people: readonly string[], health: readonly string[]) {
  const stays = await sql<Stay>`SELECT p.id, p.person_id = ANY (${[...health]}::uuid[]) AS "seesHealth",
      c.grade || c.letter AS "класс", o.short_name AS "школа", p.starts_on AS "с", p.ends_on AS "по",
      (SELECT json_agg(DISTINCT l.subject) FROM school.load_pupils m JOIN school.loads l ON l.id = m.load_id
        WHERE m.pupil_id = p.id) AS "предметы_в_подгруппах"
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id JOIN core.organisations o ON o.id = p.organisation_id
    WHERE p.person_id = ANY (${[...people]}::uuid[]) ORDER BY p.id`;
  const shown = [];
  for (const { id, seesHealth, ...stay } of stays) shown.push({ ...stay, ...(await journalOf(id, seesHealth)) });
  return shown;
}

// Why a pupil was absent may be a matter of health, and stands in the changes of a cell too.
const journalOf = async (pupil: string, seesHealth: boolean) => ({
  отметки: await sql`SELECT day AS "день", subject AS "предмет", value AS "отметка", kind AS "работа", weight AS "вес",
      comment AS "замечание", is_late AS "сдано_позже" FROM school.marks WHERE pupil_id = ${pupil} ORDER BY day, id`,
  итоги: await sql`SELECT s.starts_on AS "с", s.ends_on AS "по", m.subject AS "предмет", m.value AS "отметка",
      m.average AS "среднее" FROM school.period_marks m JOIN school.periods s ON s.id = m.period_id
    WHERE m.pupil_id = ${pupil} ORDER BY s.starts_on, m.subject`,
  годовые: await sql`SELECT subject AS "предмет", kind AS "вид", value AS "отметка", reason AS "причина"
    FROM school.year_marks WHERE pupil_id = ${pupil} ORDER BY subject, kind`,
  изменения_итогов:
    await sql`SELECT at AS "когда", subject AS "предмет", kind AS "вид", before AS "было", after AS "стало",
      reason AS "причина" FROM school.result_changes WHERE pupil_id = ${pupil} ORDER BY id LIMIT 10000`,
  посещаемость: await sql`SELECT day AS "день", subject AS "предмет", late_minutes AS "опоздание_минут",
      CASE WHEN ${seesHealth}::boolean THEN code ELSE counts_as END AS "отметка"
    FROM school.attendance WHERE pupil_id = ${pupil} ORDER BY day, id`,
  выбытие: await departuresOf(pupil),
  сделанные_задания: await sql`SELECT l.day AS "день", l.subject AS "предмет", d.done_at AS "отмечено"
    FROM school.homework_done d JOIN school.lessons l ON l.id = d.lesson_id WHERE d.pupil_id = ${pupil} ORDER BY l.day`,
  отдельные_задания: await sql`SELECT l.day AS "день", l.subject AS "предмет", t.text AS "задание"
    FROM school.homework_pupils u JOIN school.homework_parts t ON t.id = u.part_id JOIN school.lessons l ON l.id = u.lesson_id
    WHERE u.pupil_id = ${pupil} ORDER BY l.day`,
  ...(seesHealth && {
    справки: await certificatesOf(pupil),
    работа_школы: await ownRiskNotes(pupil),
    заявления_об_изменениях:
      await sql`SELECT asked_at AS "когда", before AS "было", wanted AS "просят", state AS "решение",
        reason AS "причина" FROM school.change_requests WHERE pupil_id = ${pupil} ORDER BY id LIMIT 1000`,
    изменения_журнала: await sql`SELECT at AS "когда", before AS "было", after AS "стало" FROM school.cell_changes
      WHERE pupil_id = ${pupil} ORDER BY at LIMIT 10000`,
  }),
});

type Certificate = { id: string; note: Buffer };
type Noted = { id: string; note: Buffer | null };

async function certificatesOf(pupil: string) {
  const rows = await sql<Certificate>`SELECT id, note, starts_on AS "с", ends_on AS "по", recorded_at AS "записана",
      withdrawn_at AS "отозвана" FROM school.certificates WHERE pupil_id = ${pupil} ORDER BY id LIMIT 1000`;
  return rows.map(({ id, note, ...row }) => ({ ...row, номер: unseal(note, placeOfNote(id)).toString('utf8') }));
}

async function departuresOf(pupil: string) {
  const rows = await sql<Noted>`SELECT id, note, last_day AS "последний_день", reason AS "причина",
      order_number AS "приказ", order_on AS "приказ_от", recorded_at AS "записано", undone_at AS "отменено"
    FROM school.departures WHERE pupil_id = ${pupil} ORDER BY id LIMIT 100`;
  return rows.map(({ id, note, ...row }) => ({ ...row, примечание: noteOf(id, note) }));
}

const teachingOf = async (teacher: string) => ({
  классное_руководство:
    await sql`SELECT grade || letter AS "класс" FROM school.classes WHERE teacher_id = ${teacher} ORDER BY id`,
  должности:
    await sql`SELECT p.title AS "должность", o.short_name AS "школа", p.subjects AS "предметы", p.starts_on AS "с",
      p.ends_on AS "по" FROM school.posts p JOIN core.organisations o ON o.id = p.organisation_id
    WHERE p.person_id = ${teacher} ORDER BY p.starts_on, p.id`,
  нагрузка: await sql`SELECT c.grade || c.letter AS "класс", l.subject AS "предмет", l.hours AS "часов"
    FROM school.loads l JOIN school.classes c ON c.id = l.class_id WHERE l.teacher_id = ${teacher} ORDER BY l.id`,
  уроки: await sql`SELECT day AS "день", number AS "урок", subject AS "предмет", topic AS "тема", homework AS "задание"
    FROM school.lessons WHERE teacher_id = ${teacher} ORDER BY day, number LIMIT 20000`,
  замены_уроков: await sql`SELECT day AS "день", number AS "урок", subject AS "предмет"
    FROM school.lessons WHERE stands_in_for = ${teacher} ORDER BY day, number LIMIT 20000`,
});
