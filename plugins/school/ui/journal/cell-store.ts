import type { CellView } from '../../shared/journal';
import type { Outbox, OutboxState } from '../outbox/outbox';
import { isWaiting, partsOf, placeOfCell, type CellBody } from '../outbox/queue';

export type CellKey = `${string}/${string}`;
export const keyOf = (lesson: string, pupil: string): CellKey => `${lesson}/${pupil}`;
export const emptyCell: CellView = { version: 0, attendance: null, lateMinutes: null, marks: [] };

const placeOf = (key: CellKey) => {
  const [lesson = '', pupil = ''] = key.split('/');
  return placeOfCell(lesson, pupil);
};

type Summary = { average: number | null; marks: number };

export type CellsState = {
  cells: Readonly<Record<CellKey, CellView>>;
  /** By pupil; the server counts. */
  summaries: Readonly<Record<string, Summary>>;
  mayUndo: boolean;
};

type Change = readonly [key: CellKey, cell: CellView];

/**
 * Cells of a journal as they are typed: shown at once and handed to the outbox, which sends them behind. What the server says
 * of a cell is shown where nothing waits.
 */
export class CellStore {
  private shown: CellsState = { cells: {}, summaries: {}, mayUndo: false };
  private readonly known: Record<CellKey, CellView> = {};
  private summaries: CellsState['summaries'] = {};
  /** What cells held before each step, which may be of several cells. */
  private readonly done: Change[][] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly outbox: Outbox) {}

  readonly state = (): CellsState => this.shown;
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    const leave = this.outbox.subscribe(this.refresh);
    this.refresh();
    return () => {
      leave();
      this.listeners.delete(listener);
    };
  };

  /** What a cell holds as it is shown. */
  at(key: CellKey): CellView {
    return this.shown.cells[key] ?? emptyCell;
  }

  /** What the server says. */
  take(cells: Readonly<Record<CellKey, CellView>>, summaries: CellsState['summaries']): void {
    for (const [key, cell] of Object.entries(cells) as Change[]) this.known[key] = cell;
    this.summaries = { ...this.summaries, ...summaries };
    this.refresh();
  }

  change(key: CellKey, cell: CellView): void {
    this.changeAll([[key, cell]]);
  }

  /** Changes several cells in one step, which is taken back at once. */
  changeAll(changes: readonly Change[]): void {
    const real = changes.filter(([key, cell]) => JSON.stringify(cell) !== JSON.stringify(this.at(key)));
    if (!real.length) return;
    this.done.push(real.map(([key]) => [key, this.at(key)]));
    this.put(real);
  }

  /** Takes the last step back. */
  undo(): void {
    const last = this.done.pop();
    if (last) this.put(last);
  }

  private put(changes: readonly Change[]) {
    this.outbox.write(
      changes.map(([key, { attendance, lateMinutes, marks }]) => ({
        place: placeOf(key),
        body: { attendance, lateMinutes, marks },
        version: this.latest(key).version,
      })),
    );
  }

  /** A page that was kept in memory may know less than what this device was answered since. */
  private latest(key: CellKey): CellView {
    const known = this.known[key] ?? emptyCell;
    const answered = this.outbox.answerAt(placeOf(key))?.cell;
    return answered && answered.version > known.version ? answered : known;
  }

  private readonly refresh = () => {
    const cells = { ...this.known };
    const summaries = { ...this.summaries };
    for (const [place, { cell, average, marks }] of this.outbox.answered()) {
      const key = keyOfPlace(place);
      if (!key || !cell || cell.version <= (this.known[key]?.version ?? 0)) continue;
      cells[key] = cell;
      const pupil = key.split('/')[1] ?? '';
      if (average !== undefined && marks !== undefined) summaries[pupil] = { average, marks };
    }
    for (const [key, body, version] of this.pending(this.outbox.state())) cells[key] = { ...body, version };
    this.shown = { cells, summaries, mayUndo: this.done.length > 0 };
    for (const listener of this.listeners) listener();
  };

  private pending({ queue }: OutboxState) {
    return queue.filter(isWaiting).flatMap(({ place, body, version }): [CellKey, CellBody, number][] => {
      const key = keyOfPlace(place);
      return key && 'marks' in body ? [[key, body, version]] : [];
    });
  }
}

function keyOfPlace(place: Parameters<typeof partsOf>[0]): CellKey | undefined {
  const { lesson, pupil } = partsOf(place);
  return pupil ? keyOf(lesson, pupil) : undefined;
}
