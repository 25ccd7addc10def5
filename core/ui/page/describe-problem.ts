import { ProblemError } from '../api/problem';
import type { Translate } from '../texts/i18n';
import type { ShellText } from '../texts/shell-texts';

export type Described = { title: string; what: string };

/** Says what happened and what to do, for any failure. */
export function describeProblem(error: unknown, t: Translate<ShellText>): Described {
  if (!(error instanceof ProblemError)) return brokenCode(error, t);
  if (error.code === 'offline') return { title: t('error.offline'), what: t('error.offline-what') };
  if (error.status === 403) return { title: t('error.forbidden'), what: error.detail ?? t('error.forbidden-what') };
  return { title: error.message, what: error.detail ?? (error.status >= 500 ? t('error.what-to-do') : '') };
}

// A page whose file is gone means that a newer version was put in place.
function brokenCode(error: unknown, t: Translate<ShellText>): Described {
  const message = error instanceof Error ? error.message : '';
  if (isGone(message) && !navigator.onLine) return { title: t('error.offline'), what: t('error.not-kept') };
  if (isGone(message)) return { title: t('error.new-version'), what: t('error.new-version-what') };
  return { title: t('error.broken'), what: t('error.broken-what') };
}

const isGone = (message: string) =>
  /dynamically imported module|module script|Loading chunk|preload CSS/i.test(message);
