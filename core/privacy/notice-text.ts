import type { IncidentView } from './incidents';
import { homeRegion } from '../territory/home';

const moment = (at: string) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeStyle: 'short', timeZone: homeRegion().timeZone }).format(
    new Date(at),
  );
const or = (text: string) => text || '[укажите]';
const number = (value: number | null) => (value === null ? '[уточняется]' : String(value));

type Lines = [name: string, value: string][];

/** A notice to Roskomnadzor: its heading and what it says, by line (152-FZ, article 21, part 3.1). */
export function noticeOf(incident: IncidentView, which: 'first' | 'result'): { heading: string; lines: Lines } {
  const common: Lines = [
    ['Инцидент', incident.title],
    ['Выявлен', moment(incident.discoveredAt)],
    ['Категории данных', incident.categories.join(', ') || '[укажите]'],
    ['Субъектов персональных данных', number(incident.subjects)],
    ['Записей', number(incident.records)],
  ];
  if (which === 'first') {
    return {
      heading: 'Уведомление о факте неправомерной или случайной передачи персональных данных',
      lines: [
        ['Срок', moment(incident.firstDueAt)],
        ...common,
        ['Предполагаемые причины', or(incident.cause)],
        ['Предполагаемый вред правам субъектов', or(incident.harm)],
        ['Принятые меры по устранению последствий', or(incident.measures)],
        ['Лицо, уполномоченное на взаимодействие', or(incident.contact)],
      ],
    };
  }
  return {
    heading: 'Уведомление о результатах внутреннего расследования выявленного инцидента',
    lines: [
      ['Срок', moment(incident.resultDueAt)],
      ...common,
      ['Результаты расследования', or(incident.findings)],
      ['Лица, действия которых стали причиной (при наличии)', or(incident.culprits)],
      ['Принятые меры', or(incident.measures)],
    ],
  };
}

/** The text of a notice, ready to be put into the authority's form. */
export function noticeText(incident: IncidentView, which: 'first' | 'result'): string {
  const { heading, lines } = noticeOf(incident, which);
  return [heading, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n');
}
