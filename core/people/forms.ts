import { audit } from '../server/audit';
import { sql } from '../server/sql';

const forms = [
  {
    purpose: 'portal-extras',
    title: 'Обработка сведений о ребёнке сверх обязательных',
    titleEn: 'Data about the child beyond what the law asks for',
    text:
      'Согласие на обработку сведений о ребёнке, которые не обязательны для получения образования: увлечения, достижения, участие '
      + 'в мероприятиях. Обработка: запись, хранение, показ работникам организации. Согласие можно отозвать в любой день.',
  },
  {
    purpose: 'photo-publication',
    title: 'Публикация фотографий ребёнка',
    titleEn: 'Publication of photographs of the child',
    text:
      'Согласие на публикацию фотографий ребёнка с мероприятий на сайте организации и в её сообществах, без подписи фамилией. '
      + 'Согласие можно отозвать в любой день, после отзыва фотографии снимаются.',
  },
] as const;

/** The first versions of the consent texts; what an installation has published itself stays. */
export async function seedForms() {
  for (const { purpose, title, titleEn, text } of forms) {
    const [form] = await sql`INSERT INTO core.consent_forms (purpose, version, title, title_en, text)
      VALUES (${purpose}, 1, ${title}, ${titleEn}, ${text}) ON CONFLICT DO NOTHING RETURNING purpose`;
    if (!form) continue;
    await audit('people.consent-form-shipped', { type: 'consent-form', id: `${purpose}/1` }, { purpose, version: 1 });
  }
}
