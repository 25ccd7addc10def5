import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { homeRegion } from '../territory/home';

type Body = {
  id: string;
  duty: 'operator' | 'monitoring' | 'development' | 'methodical';
  name: string;
  nameEn: string;
  clause: string;
  duties: readonly string[];
  dutiesEn: readonly string[];
  subsystems?: readonly string[];
  website?: string;
};

const act = 'Положение о РЕГИСО, распоряжение Департамента информатизации Тюменской области от 06.09.2017 № 12-р';

// Names are those of the order; another region puts its own beside them.
const tyumen: readonly Body[] = [
  {
    id: 'operator',
    duty: 'operator',
    name: 'ГКУ ТО «ЦИТТО»',
    nameEn: 'Centre for Information Technology of Tyumen Oblast',
    clause: '3.1',
    website: 'http://citto.ru',
    duties: [
      'размещение Системы в Центре обработки данных Правительства Тюменской области',
      'эксплуатация и поддержка работоспособности программно-технических средств',
      'реализация и контроль мер по защите информации',
      'мероприятия по поддержанию Системы в соответствии с требованиями безопасности информации',
      'подключение к Системе новых Участников',
      'администрирование Системы',
      'разработка и публикация соглашений, правил и регламентов',
    ],
    dutiesEn: [
      'hosting the System in the data centre of the Government of Tyumen Oblast',
      'running the hardware and software and keeping them in order',
      'taking and controlling measures that protect information',
      'keeping the System in line with information security requirements',
      'connecting new participants',
      'administering the System',
      'drafting and publishing agreements, rules and regulations',
    ],
  },
  {
    id: 'situational-centre',
    duty: 'monitoring',
    name: 'ГАОУ ТО ДПО «ТОГИРРО»',
    nameEn: 'Tyumen Oblast Institute for Development of Regional Education',
    clause: '3.2',
    website: 'http://togirro.ru',
    duties: [
      'консультативное сопровождение должностных лиц Участника',
      'мониторинг показателей сферы образования Тюменской области',
    ],
    dutiesEn: ['advising the officials of participants', 'monitoring the indicators of education in Tyumen Oblast'],
  },
  {
    id: 'development',
    duty: 'development',
    name: 'Департамент информатизации Тюменской области',
    nameEn: 'Department of Informatisation of Tyumen Oblast',
    clause: '3.3',
    duties: ['техническое и консультационное сопровождение Пользователей', 'модернизация Системы'],
    dutiesEn: ['technical support and advice for users', 'modernising the System'],
  },
  {
    id: 'education-department',
    duty: 'methodical',
    name: 'Департамент образования и науки Тюменской области',
    nameEn: 'Department of Education and Science of Tyumen Oblast',
    clause: '3.4.1',
    subsystems: ['kindergarten', 'school', 'college', 'portal'],
    duties: ['организационно-методологическое сопровождение', 'предложения по модернизации функционала подсистем'],
    dutiesEn: ['organisational and methodical support', 'proposals to modernise the subsystems'],
  },
  {
    id: 'youth-department',
    duty: 'methodical',
    name: 'Департамент по общественным связям, коммуникациям и молодежной политике Тюменской области',
    nameEn: 'Department of Public Relations, Communications and Youth Policy of Tyumen Oblast',
    clause: '3.4.2',
    subsystems: ['extracurricular'],
    duties: ['организационно-методологическое сопровождение', 'предложения по модернизации функционала подсистемы'],
    dutiesEn: ['organisational and methodical support', 'proposals to modernise the subsystem'],
  },
];

const packs: Readonly<Record<string, readonly Body[]>> = { tyumen };

/** The bodies that the regulation of the home region names, with their duties. Safe to run again. */
export async function seedBodies() {
  let written = 0;
  for (const body of packs[homeRegion().id] ?? []) {
    const [row] = await sql`
      INSERT INTO core.bodies (id, duty, name, name_en, act, clause, duties, duties_en, subsystems, website)
      VALUES (${body.id}, ${body.duty}, ${body.name}, ${body.nameEn}, ${act}, ${body.clause}, ${body.duties},
        ${body.dutiesEn}, ${body.subsystems ?? []}, ${body.website ?? null})
      ON CONFLICT (id) DO NOTHING RETURNING id`;
    if (row) written += 1;
  }
  if (written) await audit('agreements.bodies-written', { type: 'body' }, { bodies: written });
}

export const listBodies = () => sql`SELECT id, duty, name, name_en AS "nameEn", act, clause, duties,
  duties_en AS "dutiesEn", subsystems, website FROM core.bodies ORDER BY clause, id`;
