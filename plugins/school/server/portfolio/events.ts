import type { AuditEvents } from '@regiso/core';

/** What is recorded of portfolios. */
export const portfolioEvents: AuditEvents = {
  'school.portfolio-read': { means: 'A portfolio was opened', ru: 'Открыто портфолио', reads: true },
  'school.portfolios-read': {
    means: 'The portfolios of a class were opened',
    ru: 'Открыты портфолио класса',
    reads: true,
    details: ['items'],
  },
  'school.portfolio-refused': {
    means: 'Somebody asked for the portfolio of a classmate or of a class that another leads and was refused',
    ru: 'Отказано в чужом портфолио',
    reads: true,
  },
  'school.portfolio-item-added': {
    means: 'An achievement was added to a portfolio',
    ru: 'В портфолио добавлено достижение',
    details: ['kind'],
  },
  'school.portfolio-item-changed': {
    means: 'An achievement or its documents were changed, and it waits to be confirmed anew',
    ru: 'Достижение в портфолио изменено и снова ждёт подтверждения',
    details: ['what', 'version', 'wasVerified'],
  },
  'school.portfolio-item-removed': {
    means: 'An achievement was removed from a portfolio with its documents and history',
    ru: 'Достижение удалено из портфолио',
  },
  'school.portfolio-item-shown': {
    means: 'An achievement was shown by the public link of a portfolio, or hidden',
    ru: 'Достижение показано по публичной ссылке или скрыто',
    details: ['isPublic'],
  },
  'school.portfolio-item-decided': {
    means: 'The school has confirmed an achievement, or returned it',
    ru: 'Школа подтвердила или вернула достижение',
    details: ['isVerified', 'version'],
  },
  'school.portfolio-link-made': {
    means: 'A public link of a portfolio was made, with the consent of whoever made it',
    ru: 'Создана публичная ссылка на портфолио',
    details: ['validUntil', 'showsSurname', 'showsSchool', 'consent'],
  },
  'school.portfolio-link-revoked': {
    means: 'The public link of a portfolio was revoked',
    ru: 'Отозвана публичная ссылка на портфолио',
  },
  'school.portfolio-opened': {
    means: 'Somebody opened a portfolio by its public link',
    ru: 'Портфолио открыто по публичной ссылке',
    reads: true,
    details: ['items'],
  },
};
