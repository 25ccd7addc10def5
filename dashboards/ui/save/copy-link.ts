import { notifyDone, notifyProblem } from '@regiso/core/ui';
import type { DashboardView } from '../../shared';
import { wholeSearchOf, type Choice } from '../../shared/choice';
import type { Say } from '../texts';

/** Puts an address into the clipboard that shows the same next year, when the board opens with another year. */
export async function copyLink(board: DashboardView, choice: Choice, t: Say) {
  const address = new URL(location.href);
  for (const [name, text] of Object.entries(wholeSearchOf(board, choice))) address.searchParams.set(name, text);
  try {
    await navigator.clipboard.writeText(address.href);
    notifyDone({ text: t('save.linked') });
  } catch (error) {
    notifyProblem(error as Error);
  }
}
