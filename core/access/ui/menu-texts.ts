import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('access', {
  ru: {
    account: 'Мой вход',
    'account.hint': 'Пароль, второй фактор, где ещё вы вошли',
    activate: 'Первый вход',
    entry: 'Вход',
    rights: 'Мои права',
    'rights.hint': 'Что вам доступно, на каком основании и до какого дня',
    users: 'Пользователи',
    'users.hint': 'Сотрудники ваших участников: вход и увольнение',
    grants: 'Права',
    'grants.hint': 'Кому, какая роль, где и на каком основании',
  },
  en: {
    account: 'My sign-in',
    'account.hint': 'Password, second factor, where else you are signed in',
    activate: 'First sign-in',
    entry: 'Sign-in',
    rights: 'My rights',
    'rights.hint': 'What you may do, on which ground and until when',
    users: 'Users',
    'users.hint': 'People of your participants: sign-in and dismissal',
    grants: 'Rights',
    'grants.hint': 'To whom, which role, where and on which ground',
  },
});
