import { defineTexts } from '../texts/define-texts';

/** Texts of the ways in beside the password. */
export const signInTexts = defineTexts('sign-in', {
  ru: {
    by: 'Войти через {{way}}',
    ways: 'Вход без пароля',
    or: 'или по имени и паролю',
    simulated: 'Это имитатор: вместо Госуслуг откроется страница с вымышленными людьми.',
    first: 'Первый вход по одноразовому коду',
    support: 'Не получается войти? Спросите поддержку',
  },
  en: {
    by: 'Sign in with {{way}}',
    ways: 'Sign in without a password',
    or: 'or by login and password',
    simulated: 'This is a simulator: a page with made-up people opens instead of Gosuslugi.',
    first: 'First sign-in by a one-time code',
    support: 'Cannot sign in? Ask support',
  },
});
