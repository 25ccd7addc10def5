import { notifyDone, notifyProblem, saveFile, type Language } from '@regiso/core/ui';
import type { DashboardView } from '../../shared';
import type { Batch } from '../../shared/questions';
import { sheetsOf } from '../../shared/sheets';
import type { Say } from '../texts';

type Input = {
  board: DashboardView;
  batch: Batch;
  tiles: readonly string[];
  title: string;
  language: Language;
  t: Say;
};

/** Takes these tiles out as one workbook with the filters applied. */
export async function saveBoard({ board, batch, tiles, title, language, t }: Input) {
  try {
    const sheets = sheetsOf(board, batch, tiles, t('save.figures'));
    const body = { title: title.slice(0, 200), dashboard: board.id, language, ...sheets };
    notifyDone({ text: t('save.done', { name: await saveFile('/dashboards/export', body) }) });
  } catch (error) {
    notifyProblem(error as Error);
  }
}
