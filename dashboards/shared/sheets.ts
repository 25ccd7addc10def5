import type { AskedQuestion, DashboardView, Sheet } from '.';
import type { Batch } from './questions';

type Sheets = { questions: AskedQuestion[]; sheets: Sheet[] };

/** The sheets of a file of these tiles: one a tile, all figures on the first. Questions are those in sight, each once. */
export function sheetsOf(board: DashboardView, batch: Batch, tiles: readonly string[], figuresTitle: string): Sheets {
  const questions: AskedQuestion[] = [];
  const places = new Map<number, number>();
  const placeOf = (at: number) => {
    const place = places.get(at) ?? questions.push(batch.questions[at] as AskedQuestion) - 1;
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
  const title = chosen.length === 1 && alone ? alone.title : figuresTitle;
  return {
    questions,
    sheets: [...(figures.length ? [{ title, questions: figures }] : []), ...sheets],
  };
}
