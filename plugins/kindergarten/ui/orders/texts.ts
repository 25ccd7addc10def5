import { defineTexts } from '@regiso/core/ui';

export const orderTexts = defineTexts('kindergarten-orders', {
  ru: {
    lead: 'Приказы о зачислении. Приказ печатается с именами, выписка для сайта — без имён, по номерам заявлений.',
    number: 'Приказ',
    'number.of': '№ {{number}} от {{day}}',
    garden: 'Детский сад',
    children: 'Детей',
    papers: 'Документы',
    order: 'Приказ, PDF',
    extract: 'Выписка для сайта, PDF',
    for: '{{what}}: № {{number}}',
    none: 'Приказов ещё нет',
    'none.what': 'Они появятся здесь, когда детей зачислят приказом на странице «Направленные дети».',
  },
  en: {
    lead: 'Orders of enrolment. The order is printed with names, the extract for the site without them, by numbers of applications.',
    number: 'Order',
    'number.of': 'No. {{number}} of {{day}}',
    garden: 'Kindergarten',
    children: 'Children',
    papers: 'Papers',
    order: 'Order, PDF',
    extract: 'Extract for the site, PDF',
    for: '{{what}}: No. {{number}}',
    none: 'No orders yet',
    'none.what': 'They stand here once children are enrolled by an order on the page “Directed children”.',
  },
});
