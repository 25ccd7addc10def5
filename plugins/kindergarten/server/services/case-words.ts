import { homeRegion, sql } from '@regiso/core';
import type { ApplicationView } from '../../shared';
import type { Move } from './moves';
import { statusWords } from './step';

/** A moment as papers say it. */
export const moment = (at: string | Date) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'short', timeStyle: 'medium', timeZone: homeRegion().timeZone }).format(
    new Date(at),
  );

/** What others in a list did, in words. */
const causes: Readonly<Record<string, string>> = {
  queued: 'поставлены на учёт',
  wishes: 'изменили пожелания',
  privilege: 'подтверждена или отклонена льгота',
  sibling: 'изменилось право брата или сестры',
  offered: 'получили предложение места',
  directed: 'направлены',
  declined: 'отказались от места и вернулись',
  'ring-broken': 'обмен не состоялся, вернулись',
  moved: 'пришли из другого муниципалитета или ушли в другой',
  withdrawn: 'отозвали заявление',
  frozen: 'приостановили заявление',
  'term-over': 'не ответили в срок и вернулись',
  nightly: 'ночной пересчёт: истекла льгота или изменилось право',
  age: 'перешли в другой возраст',
};
/** Who did something, as a family is told. */
export const who = { guardian: 'семья', staff: 'ведомство', system: 'система' } as const;

/** Events of an application that are no change of its state. */
export const kinds: Readonly<Record<string, string>> = {
  wishes: 'Изменены пожелания',
  'privilege-claimed': 'Указана льгота',
  'privilege-confirmed': 'Льгота подтверждена',
  'privilege-refused': 'Льгота отклонена',
  'privilege-expired': 'Документ о льготе закончился',
  declined: 'Семья отказалась от места',
  contract: 'Приняты документы, заключён договор',
  moved: 'Заявление перешло в другой муниципалитет',
};

/** Grounds of decisions, as a family is told. */
export const grounds: Readonly<Record<string, string>> = {
  originals: 'нужны подлинники документов',
  'data-differs': 'сведения расходятся с документами',
  'privilege-document': 'нужен документ о льготе',
  'no-places': 'нет свободных мест',
  'foreign-documents': 'не выполнены условия для иностранных граждан',
  'wrong-applicant': 'заявитель не представляет ребёнка',
  'not-in-region': 'ребёнок живёт не в регионе',
  double: 'заявление подано дважды',
  'by-request': 'по просьбе заявителя',
  'moved-away-for-time': 'семья временно уехала',
  'declined-by-parent': 'семья отказалась от места',
  'term-over': 'срок ответа прошёл',
  'documents-not-brought': 'документы не принесли в срок',
  'place-lost': 'место не может быть предоставлено',
  'ring-broken': 'обмен местами не состоялся',
  'by-error': 'ошибка',
  'too-old': 'ребёнок вышел из дошкольного возраста',
  'left-region': 'семья выехала из региона',
};

/** The body of a municipality that issues papers about its queue. */
export async function issuerOf(municipalityId: string | null): Promise<string> {
  const [body] = await sql<{
    name: string;
  }>`SELECT short_name AS name FROM core.municipalities WHERE id = ${municipalityId}`;
  return body?.name ?? '';
}

/** The effects of each cause together, so that the lines sum to the change of the place: «дальше на 2: …». */
export function summed(moves: readonly Move[]): string[] {
  const sums = new Map<string, number>();
  for (const { cause, by, own } of moves) {
    const name = own ? 'изменилось само заявление' : `другие семьи: ${causes[cause] ?? cause}`;
    const key = `${by > 0 ? 'дальше' : 'ближе'}|${name}`;
    sums.set(key, (sums.get(key) ?? 0) + by);
  }
  return [...sums]
    .filter(([, by]) => by !== 0)
    .map(([key, by]) => `${key.slice(0, key.indexOf('|'))} на ${Math.abs(by)}: ${key.slice(key.indexOf('|') + 1)}`);
}

/** One change of a place: «27.11.2026, 10:00:00: +1, подтверждена или отклонена льгота». */
export const told = ({ at, cause, by, own }: Move) =>
  `${moment(at)}: ${by > 0 ? '+' : by < 0 ? '−' : ''}${Math.abs(by)}, ${own ? 'само заявление' : (causes[cause] ?? cause)}`;

/** What a paper about an application begins with. */
export const factsOf = ({
  number,
  child,
  guardian,
  filedAt,
  status,
  desiredOn,
}: ApplicationView): [string, string][] => [
  ['Заявление', `№ ${number}`],
  ['Ребёнок', child],
  ['Заявитель', guardian],
  ['Подано', filedAt ? moment(filedAt) : ''],
  ['Состояние', statusWords[status][0]],
  ['Желаемая дата', desiredOn.split('-').reverse().join('.')],
];
