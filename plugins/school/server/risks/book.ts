import { todayHere } from '@regiso/core';
import { riskSigns, type RiskList, type RiskSign } from '../../shared';
import { newBook, spokenDay } from '../services/workbook';
import { riskReference } from './references';

type Pupil = RiskList['pupils'][number];
type Sign = Pupil['signs'][number];

const spoken = (value: number) => String(value).replace('.', ',');
const perCent = (share: number) => `${Math.round(share * 100)} %`;

const figureOf: Record<RiskSign, (sign: Sign, pupil: Pupil) => string> = {
  missed: ({ value }, { missed, lessons }) => `${perCent(value)}: ${missed} из ${lessons}`,
  unexcused: ({ value }) => String(value),
  streak: ({ value }, { awaySince }) => (awaySince ? `${value}, с ${spokenDay(awaySince)}` : String(value)),
  failing: ({ subjects }) => named(subjects, spoken),
  unattested: ({ subjects }) => named(subjects, (share) => `пропущено ${perCent(share)}`),
  falling: ({ value }, { average, averageBefore }) =>
    `${spoken(value)}: ${spoken(averageBefore ?? 0)} → ${spoken(average ?? 0)}`,
  twos: ({ subjects }) => named(subjects, spoken),
  failed: ({ subjects }) => named(subjects, spoken),
};

const named = (subjects: Sign['subjects'], said: (value: number) => string) =>
  subjects.map(({ title, value }) => `${title} (${value === null ? 'н/а' : said(value)})`).join(', ');

const doneSaid = ({ count, last }: Pupil['done']) =>
  last
    ? `${spokenDay(todayHere(new Date(last.at)))}: ${last.text}${count > 1 ? ` (всего записей: ${count})` : ''}`
    : '';

/** Who needs attention, a row a pupil and a column a sign; the last column says what was done last. */
export async function risksBook({ day, missedDays, urgentFrom, norms, pupils }: RiskList): Promise<Buffer> {
  const signs = riskSigns.filter((sign) => norms.some((norm) => norm.sign === sign));
  const lines = [
    `На ${spokenDay(day)}, пропуски за ${missedDays} дней. Срочные — от ${urgentFrom} баллов. Правила школы, не закон. Только для школы.`,
  ];
  const heads = ['Ученик', 'Класс', 'Баллы', ...signs.map((sign) => riskReference.codes[sign].title), 'Что сделано'];
  const { sheet, bytes } = await newBook('Зона внимания', 'Зона внимания', lines, heads);
  for (const pupil of pupils)
    sheet.addRow([
      pupil.name,
      pupil.class,
      pupil.score,
      ...signs.map((sign) => {
        const found = pupil.signs.find((one) => one.sign === sign);
        return found ? figureOf[sign](found, pupil) : '';
      }),
      doneSaid(pupil.done),
    ]);
  return bytes();
}
