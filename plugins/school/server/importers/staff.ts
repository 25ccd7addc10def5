import { z } from 'zod';
import { importer, sql, type ImportContext, type RowOutcome } from '@regiso/core';
import { savePosts } from '../services/posts';
import { fromColumn, personColumns } from './cells';
import { candidates, keepPeople, planRows, refused, schoolOf, type PersonValues, type Row } from './people';

/** People who work in one school, with their posts (ADM-03). */
export const staffImporter = importer({
  kind: 'school-staff',
  title: 'Работники школы',
  describes:
    'Список работников с должностями. Кто уже есть в системе, получит должность на своей карточке; похожие на других ждут вашего '
    + 'решения. Учётную запись работнику даёт администратор. Файл удаляется, как только строки сохранены.',
  permission: 'school.import-people',
  belongsTo: 'participant',
  about: 'people',
  columns: {
    ...personColumns,
    post: { title: 'Должность', required: true, value: z.string().trim().max(200, 'Длиннее 200 знаков: сократите') },
    from: fromColumn('Работает с', 'Дата приёма', 'Принят с'),
    subjects: {
      title: 'Предметы',
      aliases: ['Преподаваемые предметы', 'Предмет'],
      value: z.string().max(500, 'Длиннее 500 знаков: сократите'),
    },
  },
  key: ['surname', 'name', 'patronymic', 'birthDate'],
  seeAlso: [
    { title: 'Учебный год', titleEn: 'School year', address: '/app/school/years', permission: 'school.oversee' },
  ],
  sample: () => [
    ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Пол', 'СНИЛС', 'Должность', 'Работает с', 'Предметы'],
    ['Семёнова', 'Анна', 'Викторовна', '21.05.1984', 'ж', '', 'Учитель', '01.09.2019', 'Алгебра, Геометрия'],
    ['Кузнецов', 'Олег', 'Иванович', '09.12.1979', 'м', '', 'Заместитель директора', '15.08.2022', ''],
  ],
  apply: applyStaff,
  candidates,
});

type Values = PersonValues & { post: string; from: string; subjects: string | null };

async function applyStaff(rows: readonly Row<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const school = await schoolOf(context);
  const codeOf = await subjectCodes();
  const read = rows.map(({ values }) => readSubjects(values.subjects, codeOf));
  const plans = await planRows(rows, school);
  for (const [at, plan] of plans.entries()) {
    const unknown = read[at]?.unknown;
    if (unknown && plan.outcome?.outcome !== 'rejected')
      plan.outcome = refused(`Предмета «${unknown}» нет в справочнике`, 'Предметы');
  }
  const changed = await keepPeople(plans, school, 'staff');
  const open = plans.flatMap((plan, at) => (plan.outcome || !plan.personId ? [] : [{ plan, at, id: plan.personId }]));
  const saved = await savePosts(
    open.map(({ plan, at, id }) => ({
      personId: id,
      title: plan.row.values.post,
      subjects: read[at]?.codes ?? [],
      from: plan.row.values.from,
    })),
    school,
  );
  for (const [at, { plan, id }] of open.entries()) {
    const became = saved[at] ?? 'unchanged';
    if (became === 'later')
      plan.outcome = refused('Нынешняя должность начата позже этого дня: проверьте дату', 'Работает с');
    else {
      const isNew = plan.found.is === 'new' || became === 'created';
      const what = isNew ? 'created' : became === 'unchanged' && changed.has(plan) ? 'updated' : became;
      plan.outcome = { outcome: what, target: id };
    }
  }
  return plans.map(({ outcome }) => outcome ?? { outcome: 'unchanged' });
}

async function subjectCodes(): Promise<(title: string) => string | undefined> {
  const rows = await sql<{
    code: string;
    title: string;
  }>`SELECT code, title FROM school.subjects ORDER BY code LIMIT 500`;
  const codes = new Map(rows.map(({ code, title }) => [plainTitle(title), code]));
  return (title) => codes.get(plainTitle(title));
}

const plainTitle = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');

function readSubjects(text: string | null, codeOf: (title: string) => string | undefined) {
  const titles = (text ?? '').split(/[,;]/).filter((one) => one.trim());
  const unknown = titles.find((title) => !codeOf(title))?.trim();
  return { unknown, codes: [...new Set(titles.flatMap((title) => codeOf(title) ?? []))].sort() };
}
