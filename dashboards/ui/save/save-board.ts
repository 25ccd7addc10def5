import { notifyDone, notifyProblem, saveFile, type Language } from '@regiso/core/ui';
import type { DashboardView, ExportBody } from '../../shared';
import type { Batch } from '../board/questions';
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
    const body = { title: title.slice(0, 200), dashboard: board.id, language, ...sheetsOf(board, batch, tiles, t) };
    notifyDone({ text: t('save.done', { name: await saveFile('/dashboards/export', body) }) });
  } catch (error) {
    notifyProblem(error as Error);
  }
}

/** A sheet a tile; all figure tiles share the first. Questions are those in sight, each once. */
function sheetsOf(board: DashboardView, batch: Batch, tiles: readonly string[], t: Say) {
  const questions: Batch['questions'][number][] = [];
  const places = new Map<number, number>();
  const placeOf = (at: number) => {
    const place = places.get(at) ?? questions.push(batch.questions[at] as (typeof questions)[number]) - 1;
    places.set(at, place);
    return place;
  };
  const chosen = board.tiles.filter(({ id }) => tiles.includes(id));
  const placesOf = (id: string, roles?: readonly string[]) =>
    (roles ?? Object.keys(batch.tiles[id] ?? {})).flatMap((role) => {
      const at = batch.tiles[id]?.[role];
      return at === undefined ? [] : placeOf(at);
    });
  const figures = chosen.filter(({ draw }) => draw === 'figure').flatMap(({ id }) => placesOf(id, ['now']));
  const sheets = chosen
    .filter(({ draw }) => draw !== 'figure')
    .map((tile) => ({
      title: tile.title,
      questions: tile.draw === 'table' ? placesOf(tile.id) : placesOf(tile.id, ['now']),
    }));
  const [alone] = chosen;
  const title = chosen.length === 1 && alone ? alone.title : t('save.figures');
  return {
    questions,
    sheets: [...(figures.length ? [{ title, questions: figures }] : []), ...sheets],
  } as Pick<Required<ExportBody>, 'questions' | 'sheets'>;
}
