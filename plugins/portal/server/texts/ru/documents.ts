export const documents = {
  papers: {
    title: 'Соглашения, правила и регламенты',
    lead: 'Документы, которые публикует оператор системы. Здесь действующие редакции; прежние под ними.',
    kinds: {
      'agreement-form': 'Формы соглашений',
      rules: 'Правила',
      regulation: 'Регламенты',
      security: 'Требования безопасности',
    },
    none: 'Оператор ещё ничего не опубликовал.',
    since: (day: string) => `Действует с ${day}`,
    from: (day: string) => `Вступит в силу ${day}`,
    version: (number: number) => `редакция ${number}`,
    changed: 'Что изменилось:',
    former: 'Прежние и будущие редакции',
    withdrawn: (reason: string) => `отозвана: ${reason}`,
    all: 'Действующей редакции нет',
    size: (text: string) => `${text} КБ`,
    sum: 'Контрольная сумма SHA-256',
  },
};
