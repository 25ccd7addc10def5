import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('system', {
  ru: {
    state: 'Состояние системы',
    'state.hint': 'Что работает и что нужно исправить',
    jobs: 'Задания',
    'jobs.hint': 'Что не удалось и что зависло',
    subsystems: 'Подсистемы',
    'subsystems.hint': 'Что установлено, что включено, что не загрузилось',
    look: 'Язык интерфейса',
    'look.hint': 'Цвета, шрифт, кнопки, таблицы и графики на живых примерах',
  },
  en: {
    state: 'State of the system',
    'state.hint': 'What runs and what should be put right',
    jobs: 'Jobs',
    'jobs.hint': 'What failed and what hangs',
    subsystems: 'Subsystems',
    'subsystems.hint': 'What is installed, what is on, what failed to load',
    look: 'Visual language',
    'look.hint': 'Colours, type, buttons, tables and charts by live examples',
  },
});
