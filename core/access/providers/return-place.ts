const longest = 500;
// Printable signs but the backslash, which browsers read as a slash.
const sound = /^\/(?![/\\])[!-[\]-~\u00a0-\uffff]*$/;

/** Where in the cabinets a person goes after sign-in; home for anything that could lead elsewhere. */
export function returnPlace(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > longest || !sound.test(asked)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, 'http://own.invalid');
  if (origin !== 'http://own.invalid' || pathname.startsWith('//') || pathname.startsWith('/sign-in')) return '/';
  return `${pathname}${search}${hash}`;
}
