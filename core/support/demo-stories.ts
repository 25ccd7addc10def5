import type { QuestionInput, TicketInput } from './model';

type Said = { side: 'author' | 'desk' | 'note'; by?: string; text: string; hours: number };

export type Story = Pick<TicketInput, 'kind' | 'subject' | 'text'> & {
  /** The login of the demonstration that asks; a guest of the portal leaves an address instead. */
  by?: string;
  guest?: QuestionInput['address'];
  subsystem?: TicketInput['subsystem'];
  screen?: string;
  errors?: TicketInput['errors'];
  hoursAgo: number;
  /** Calendar days from today to the day it is due; only for tickets that wait. */
  due?: number;
  state: 'new' | 'in-work' | 'waiting-author' | 'solved';
  assignee?: string;
  said?: readonly Said[];
};

/** A few days of a desk: new, overdue, due today, answered, settled, and one from the portal. */
export const stories: readonly Story[] = [
  {
    by: 'director',
    kind: 'access',
    subsystem: 'school',
    subject: 'Новому завучу не приходит код входа',
    text: 'Приняли нового заместителя директора, учётную запись завели вчера, код первого входа выдали. Пишет, что код не подходит.',
    screen: '/app/access/users',
    errors: [{ code: 'wrong-code', status: 400 }],
    hoursAgo: 74,
    due: -2,
    state: 'in-work',
    assignee: 'operator',
    said: [{ side: 'note', by: 'operator', text: 'Проверить, не истёк ли код: он живёт двое суток.', hours: 5 }],
  },
  {
    by: 'registrar',
    kind: 'data',
    subject: 'В реестре два одинаковых адреса у школы',
    text: 'У школы два здания с одним адресом: осталось после загрузки. Какое из них удалять, чтобы не потерять результаты?',
    screen: '/app/participants/organisations/$id',
    hoursAgo: 26,
    due: 0,
    state: 'new',
  },
  {
    by: 'methodist',
    kind: 'method',
    subsystem: 'school',
    subject: 'Как учитывать экстернов в отчёте за год',
    text: 'Школы спрашивают, попадают ли экстерны в численность на конец года. В положении не нашли.',
    hoursAgo: 20,
    due: 2,
    state: 'new',
  },
  {
    by: 'guardian',
    kind: 'howto',
    subsystem: 'kindergarten',
    subject: 'Где посмотреть, кто открывал карточку ребёнка',
    text: 'Раньше был раздел со списком, кто и когда открывал карточку. Сейчас не могу его найти.',
    screen: '/app/people/children',
    hoursAgo: 50,
    state: 'waiting-author',
    assignee: 'operator',
    said: [
      {
        side: 'desk',
        by: 'operator',
        text: 'Откройте «Мои дети», под карточкой ребёнка нажмите «Кто смотрел записи». Если строки нет, напишите, с какого устройства вы входите.',
        hours: 6,
      },
    ],
  },
  {
    by: 'guardian',
    kind: 'fault',
    subject: 'Страница не открывалась вечером',
    text: 'Вчера около девяти вечера страница писала, что сервис временно недоступен.',
    screen: '/app/people/children',
    errors: [{ code: 'unavailable', status: 503 }],
    hoursAgo: 170,
    state: 'solved',
    assignee: 'operator',
    said: [
      {
        side: 'desk',
        by: 'operator',
        text: 'В это время шло обновление, оно заняло четыре минуты. Сейчас всё работает.',
        hours: 3,
      },
    ],
  },
  {
    guest: 'visitor@example.org',
    kind: 'howto',
    subject: 'Когда появятся результаты экзамена по физике',
    text: 'На портале есть русский и математика, физики нет. Когда она появится и нужно ли что-то делать?',
    hoursAgo: 7,
    due: 1,
    state: 'new',
  },
];

export const proposals = [
  {
    by: 'operator',
    subsystem: 'school',
    title: 'Показывать замены уроков на первой странице',
    text: 'Родители узнают о заменах из чатов. Если показать их на первой странице семьи, звонков в школу станет меньше.',
    state: 'considered',
    answer: 'Обсудим с Департаментом образования до конца четверти.',
  },
  {
    by: 'operator',
    subsystem: 'kindergarten',
    title: 'Напоминать о сроке подтверждения места',
    text: 'Семьи пропускают десять рабочих дней на подтверждение места. Нужно уведомление за три дня и за день до срока.',
    state: 'sent',
    answer: null,
  },
] as const;

/** Rules that everybody confirms reading: the first version of one was replaced. */
export const papers = [
  {
    kind: 'rules',
    title: 'Правила работы в РЕГИСО',
    titleEn: 'Rules of work in REGISO',
    versions: [
      { daysAgo: 220, whatChanged: undefined },
      { daysAgo: 12, whatChanged: 'Добавлен порядок обращения в поддержку и сроки ответа' },
    ],
    paragraphs: [
      'Работник входит в Систему только под своей учётной записью и никому её не передаёт.',
      'Сведения о детях открывают только для дела, для которого дано право. Каждый просмотр записывается.',
      'О потере телефона, пароля или подозрительном входе сообщают в поддержку в тот же день.',
      'Вопрос задают с того экрана, на котором он возник: к обращению прилагается, где это было, но не личные данные.',
    ],
  },
  {
    kind: 'security',
    title: 'Требования к рабочему месту',
    titleEn: 'Requirements for a workplace',
    versions: [{ daysAgo: 90, whatChanged: undefined }],
    paragraphs: [
      'На компьютере стоит обновляемая система и средство защиты от вредоносных программ.',
      'Экран блокируется, когда работник отходит от стола.',
      'Файлы с личными данными не пересылают личной почтой и мессенджерами.',
    ],
  },
] as const;
