import { defineTexts } from '@regiso/core/ui';

export const ownTexts = defineTexts('people-own', {
  ru: {
    lead: 'Все ваши дети из всех подсистем. Что и где доступно, следует из записей о представителях.',
    unknown: 'Мы не нашли вашу карточку',
    'unknown.what':
      'Обратитесь в школу или детский сад ребёнка с паспортом и СНИЛС: ваши данные сверят и свяжут с этим входом.',
    none: 'Детей пока нет',
    'none.what': 'Когда школа или детский сад запишет вас представителем ребёнка, он появится здесь.',
    born: '{{day}}, {{kind}}',
    limited: 'Часть действий для вас ограничена актом суда',
    'limited.may': 'Вам можно: {{list}}.',
    seen: 'Кто смотрел записи',
    'seen.lead': 'Кто и в какой роли открывал записи ребёнка.',
    down: 'Сейчас недоступно, попробуйте позже',
    nothing: 'Ребёнок пока нигде не учится и не занимается',
  },
  en: {
    lead: 'All your children from all subsystems. What you may see follows from the guardianship records.',
    unknown: 'We did not find your card',
    'unknown.what':
      'Ask the child’s school or kindergarten with your passport and SNILS: they will compare and link this sign-in.',
    none: 'No children yet',
    'none.what': 'When a school or kindergarten records you as a guardian, the child appears here.',
    born: '{{day}}, {{kind}}',
    limited: 'A court has limited some acts for you',
    'limited.may': 'You may: {{list}}.',
    seen: 'Who looked at the records',
    'seen.lead': 'Who opened the child’s records, and in which role.',
    down: 'Not available now, try later',
    nothing: 'The child learns nowhere yet',
  },
});
