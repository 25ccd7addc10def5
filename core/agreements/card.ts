import { z } from 'zod';
import { documentTemplate } from '../server/document';
import { notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { issueDocument } from '../documents/api';
import { dayText } from '../documents/words';
import { AgreementView } from './words';
import { agreementsOf } from './agreements';

const subsystemNames: Record<string, string> = {
  kindergarten: 'Дошкольное образование',
  school: 'Общее образование',
  college: 'Профессиональное образование',
  extracurricular: 'Дополнительное образование',
  portal: 'Портал',
};

const CardData = z.strictObject({ participant: z.string(), agreement: AgreementView.omit({ isContinued: true }) });

/** What an agreement says, for the files of a participant. */
export const agreementCard = documentTemplate({
  id: 'agreements.card',
  title: 'Карточка соглашения',
  titleEn: 'Card of an agreement',
  prefix: 'КС',
  data: CardData,
  render: ({ participant, agreement: a }) => {
    const day = (given: string | null) => (given ? dayText(given, 'ru') : 'бессрочно');
    const rows: [string, string][] = [
      ['Участник', participant],
      ['Соглашение', `№ ${a.number} от ${day(a.signedOn)}`],
      ['Действует', `с ${day(a.startsOn)}, ${a.endsOn ? `по ${day(a.endsOn)}` : 'бессрочно'}`],
      ['Подсистемы', a.subsystems.map((id) => subsystemNames[id] ?? id).join(', ')],
      ['Состав данных', a.dataScope],
      ['Основание', a.ground],
      ['Подписал от оператора', a.signedByOperator],
      ['Подписал от участника', a.signedByParticipant],
      ...(a.fileSha256 ? [['Файл, SHA-256', a.fileSha256] as [string, string]] : []),
    ];
    const body = rows.map(([name, value]) => [{ text: name, color: '#566172' }, value]);
    return [{ layout: 'lightHorizontalLines', table: { widths: [150, '*'], body } }];
  },
});

export const issueCard = route({
  method: 'POST',
  path: '/agreements/{id}/card',
  access: { permission: 'agreements.manage' },
  summary: 'Issue a numbered card of an agreement, which anyone who holds it may check',
  params: z.object({ id: z.uuid() }),
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string(), issuedOn: z.string(), sha256: z.string() }),
  handler: async ({ params: { id } }) => {
    const [row] = await sql<{ participantId: string; name: string; operator: string | null }>`
      SELECT p.id AS "participantId", p.name,
        (SELECT b.name FROM core.bodies b WHERE b.duty = 'operator' ORDER BY b.id LIMIT 1) AS operator
      FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id WHERE a.id = ${id}`;
    const agreement = row && (await agreementsOf(row.participantId)).find((one) => one.id === id);
    if (!agreement) throw notFound('Соглашение не найдено');
    const { participantId, name, operator } = row;
    return issueDocument(
      agreementCard,
      { participant: name, agreement },
      { plugin: 'agreements', type: 'agreement', id, participantId, issuer: operator ?? 'Оператор РЕГИСО' },
    );
  },
});
