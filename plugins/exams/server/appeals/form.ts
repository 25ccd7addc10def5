import { z } from 'zod';
import {
  beyondReach,
  documentTemplate,
  homeRegion,
  inTransaction,
  issueDocument,
  notFound,
  part,
  sendDocument,
  sql,
} from '@regiso/core';
import type { appealAspects, presences, Appeal } from '../../shared/appeals';
import { actsFor } from '../persons/own-people';
import { shownResults } from '../persons/own-results';
import { namesOf } from './review';
import { appealsWhere } from './views';

const Form = z.strictObject({
  number: z.string(),
  receivedAt: z.string(),
  kind: z.string(),
  participant: z.string(),
  exam: z.string(),
  result: z.string(),
  aspects: z.array(z.string()),
  text: z.string(),
  presence: z.string(),
  decideBy: z.string(),
});

/** The application of an appeal to be printed and signed. */
export const appealForm = documentTemplate({
  id: 'exams.appeal',
  title: 'Апелляция по экзамену',
  titleEn: 'Appeal on an exam',
  prefix: 'ЗА',
  data: Form,
  render: ({ number, receivedAt, kind, participant, exam, result, aspects, text, presence, decideBy }) => {
    const rows: [string, unknown][] = [
      ['Апелляция', `№ ${number}, ${kind}`],
      ['Получена', receivedAt],
      ['Участник экзамена', participant],
      ['Экзамен', exam],
      ['Результат', result],
      ...(aspects.length ? [['Прошу пересмотреть', { ul: aspects }] as [string, unknown]] : []),
      ...(text ? [['Доводы', text] as [string, unknown]] : []),
      ['Прошу рассмотреть', presence],
      ['Срок рассмотрения', `до ${decideBy} включительно`],
    ];
    const body = rows.map(([name, value]) => [{ text: name, color: '#566172' }, value]);
    return [
      { layout: 'lightHorizontalLines', table: { widths: [150, '*'], body } },
      { text: 'Подпись заявителя ____________________   Дата ____________________', margin: [0, 32, 0, 0] },
    ];
  },
});

const kinds: Record<Appeal['kind'], string> = {
  marks: 'о несогласии с выставленными баллами',
  procedure: 'о нарушении порядка проведения экзамена',
};
const aspectWords: Record<(typeof appealAspects)[number], string> = {
  'short-answers': 'распознавание кратких ответов',
  'extended-answers': 'оценивание развёрнутых ответов',
  oral: 'оценивание устного ответа',
  points: 'подсчёт баллов',
};
const presenceWords: Record<(typeof presences)[number], string> = {
  self: 'в моём присутствии',
  representative: 'в присутствии лица, представляющего мои интересы',
  nobody: 'без меня и моих представителей',
};
const dayOf = (day: string) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
const momentOf = (at: string) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeStyle: 'short', timeZone: homeRegion().timeZone }).format(
    new Date(at),
  );

type Found = { appeal: Appeal & { resultId: string }; personId: string };

async function ownAppeal(id: string): Promise<Found> {
  const { see } = await actsFor('see');
  const [owner] = await sql<{ personId: string }>`SELECT person_id AS "personId" FROM exams.appeals
    WHERE id = ${id} AND person_id = ANY (${[...see]}::uuid[])`;
  const [appeal] = owner ? await appealsWhere(part`a.id = ${id}`) : [];
  if (!owner || !appeal) throw notFound('Апелляция не найдена');
  return { appeal, personId: owner.personId };
}

const ofFamily = 'the form of an appeal of oneself or of one’s own child';

/** The form of an own appeal as a PDF; the same one when asked for again. Throws 404. */
export const formOf = (id: string): Promise<{ id: string }> =>
  beyondReach(ofFamily, async () => {
    const { appeal, personId } = await ownAppeal(id);
    const [issued] = await sql<{
      id: string;
    }>`SELECT id FROM core.documents WHERE plugin = 'exams' AND subject_type = 'exam-appeal'
      AND subject_id = ${id} AND template = ${appealForm.id} AND revoked_at IS NULL LIMIT 1`;
    if (issued) return { id: issued.id };
    return { id: await issue(appeal, personId) };
  });

async function issue(appeal: Found['appeal'], personId: string): Promise<string> {
  const [line] = await shownResults(part`r.id = ${appeal.resultId}`);
  const [body] = await sql<{ name: string }>`SELECT name FROM core.bodies WHERE duty = 'operator' ORDER BY id LIMIT 1`;
  const data = {
    number: appeal.number,
    receivedAt: momentOf(appeal.receivedAt),
    kind: kinds[appeal.kind],
    participant: (await namesOf([personId]))(personId),
    exam: line ? `${line.kindTitle}, ${line.subjectTitle}, ${dayOf(line.heldOn)}` : '',
    result: String(appeal.before?.result ?? line?.result ?? 'аннулирован'),
    aspects: appeal.aspects.map((aspect) => aspectWords[aspect]),
    text: appeal.text,
    presence: presenceWords[appeal.presence],
    decideBy: dayOf(appeal.decideBy),
  };
  const subject = { plugin: 'exams', type: 'exam-appeal', id: appeal.id, personId };
  return (await issueDocument(appealForm, data, { ...subject, issuer: body?.name ?? 'Оператор РЕГИСО' })).id;
}

/** Hands out the PDF of an own appeal; the reading is recorded. Throws 404. */
export const sendForm = (h: Parameters<typeof sendDocument>[0], id: string, document: string) =>
  inTransaction({}, async () => {
    await beyondReach(ofFamily, () => ownAppeal(id));
    return sendDocument(h, document, { plugin: 'exams', type: 'exam-appeal', id });
  });
