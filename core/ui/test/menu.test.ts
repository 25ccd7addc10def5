import { apiAddress } from '../api/client';
import { defineUi, type Icon } from '../define-ui';
import { menuFor } from '../shell/menu';

const icon = (() => null) as Icon;
const page = () => Promise.resolve({ default: () => null });
const texts = { ru: { own: 'Мои дети', desk: 'Стол' }, en: { own: 'My children', desk: 'Desk' } };
const ui = defineUi({
  id: 'sample',
  permissions: { 'sample.read': 'Смотреть' },
  texts,
  pages: [
    { path: '/own', title: 'own', menu: { group: 'work', order: 1, icon, forFamilies: true }, page },
    { path: '/desk', title: 'desk', permission: 'sample.read', menu: { group: 'work', order: 2, icon }, page },
  ],
});

const offered = (roles: string[], permissions: string[], isGuardian: boolean, needsSecondFactor = false) =>
  menuFor([ui], { roles, permissions, isGuardian, needsSecondFactor }).flatMap(({ items }) =>
    items.map(({ title }) => title),
  );

test('staff are offered what families use only when they stand for a child', () => {
  expect(offered([], [], false)).toEqual(['own']);
  expect(offered([], [], true)).toEqual(['own']);
  expect(offered(['clerk'], ['sample.read'], false)).toEqual(['desk']);
  expect(offered(['clerk'], ['sample.read'], true)).toEqual(['own', 'desk']);
  expect(offered(['clerk'], [], false)).toEqual([]);
});

test('staff whose rights wait for a second factor are offered no pages of families, but for their own children', () => {
  expect(offered([], [], false, true)).toEqual([]);
  expect(offered([], [], true, true)).toEqual(['own']);
});

test('what is asked for becomes values of an address, never a part of it', () => {
  const odd = 'a&b=1#/?../%2e ё';
  const address = new URL(
    apiAddress('/exams/results', { text: odd, page: 2, none: undefined, empty: '' }),
    'http://here',
  );
  expect(address.pathname).toBe('/api/exams/results');
  expect([...address.searchParams]).toEqual([
    ['text', odd],
    ['page', '2'],
  ]);
  expect(address.hash).toBe('');
});

// Kept by the compiler: `npm run check` fails when a line below an @ts-expect-error compiles.
test('a page or a widget with an undeclared permission, or a title without a text, does not compile', () => {
  const own = { id: 'sample', permissions: { 'sample.read': 'Смотреть' }, texts } as const;
  // @ts-expect-error the page needs a permission that is not declared
  defineUi({ ...own, pages: [{ path: '/own', title: 'own', permission: 'sample.burn', page }] });
  // @ts-expect-error the widget needs a permission that is not declared
  defineUi({ ...own, widgets: [{ id: 'own', title: 'own', permission: 'other.read', widget: page }] });
  // @ts-expect-error nothing is declared
  defineUi({ id: 'sample', texts, pages: [{ path: '/own', title: 'own', permission: 'sample.read', page }] });
  // @ts-expect-error the page has a title that no text stands for
  defineUi({ ...own, pages: [{ path: '/own', title: 'lost', page }] });
  expect(defineUi({ ...own, pages: [{ path: '/own', title: 'own', permission: 'sample.read', page }] }).id).toBe(
    'sample',
  );
});
