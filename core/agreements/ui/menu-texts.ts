import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('agreements', {
  ru: {
    participants: 'Участники и соглашения',
    'participants.hint': 'Кто подключён, к чему и до какого дня',
    bodies: 'Кто за что отвечает',
    'bodies.hint': 'Органы, названные в положении, и их обязанности',
    connect: 'Подключить участника',
    documents: 'Документы оператора',
    'documents.hint': 'Формы соглашений, правила и регламенты на портале',
    'ending.title': 'Соглашения, которые скоро кончатся',
  },
  en: {
    participants: 'Participants and agreements',
    'participants.hint': 'Who is connected, to what and until when',
    bodies: 'Who answers for what',
    'bodies.hint': 'Bodies named by the regulation and their duties',
    connect: 'Connect a participant',
    documents: 'Documents of the operator',
    'documents.hint': 'Agreement forms, rules and regulations on the portal',
    'ending.title': 'Agreements that end soon',
  },
});
