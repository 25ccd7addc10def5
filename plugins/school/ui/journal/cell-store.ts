import type { CellView } from '../../shared/journal';

export type CellKey = `${string}/${string}`;
export const keyOf = (lesson: string, pupil: string): CellKey => `${lesson}/${pupil}`;
export const emptyCell: CellView = { version: 0, attendance: null, lateMinutes: null, marks: [] };

type Summary = { average: number | null; marks: number };
export type Saved = { cell: CellView } & Summary;
type Conflict = { key: CellKey; mine: CellView; theirs: CellView };

export type CellsState = {
  cells: Readonly<Record<CellKey, CellView>>;
  /** By pupil; the server counts. */
  summaries: Readonly<Record<string, Summary>>;
  /** Cells that wait to be saved or are on their way. */
  waiting: number;
  isOffline: boolean;
  /** Somebody else has changed a cell meanwhile: the reader decides. */
  conflict: Conflict | null;
  mayUndo: boolean;
};

type Server = {
  save: (key: CellKey, cell: CellView) => Promise<Saved>;
  /** What the cell holds on the server now. */
  load: (key: CellKey) => Promise<CellView>;
  /** How a failure is to be taken. */
  kindOf: (error: unknown) => 'offline' | 'conflict' | 'refused';
  refused: (error: unknown) => void;
};

const retryMs = 3_000;

/**
 * Cells of a journal as they are typed: shown at once, saved one after another behind, in any order of cells but one at a time
 * for each. What was refused goes back; what cannot be sent waits; a cell that somebody else changed is put before the reader.
 */
export class CellStore {
  private shown: CellsState = {
    ...{ cells: {}, summaries: {}, waiting: 0, isOffline: false, conflict: null, mayUndo: false },
  };
  private readonly known = new Map<CellKey, CellView>();
  private readonly waiting = new Set<CellKey>();
  private readonly sending = new Set<CellKey>();
  private readonly done: { key: CellKey; before: CellView }[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly server: Server) {}

  readonly state = (): CellsState => this.shown;
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What a cell holds as it is shown. */
  at(key: CellKey): CellView {
    return this.shown.cells[key] ?? emptyCell;
  }

  /** What the server says; a cell that waits to be saved stays as it was typed. */
  take(cells: Readonly<Record<CellKey, CellView>>, summaries: CellsState['summaries']): void {
    const shown: Record<CellKey, CellView> = { ...this.shown.cells };
    for (const [key, cell] of Object.entries(cells) as [CellKey, CellView][]) {
      if (this.waiting.has(key) || this.sending.has(key)) continue;
      this.known.set(key, cell);
      shown[key] = cell;
    }
    this.set({ cells: shown, summaries: { ...this.shown.summaries, ...summaries } });
  }

  change(key: CellKey, cell: CellView): void {
    if (JSON.stringify(cell) === JSON.stringify(this.at(key))) return;
    this.done.push({ key, before: this.at(key) });
    this.put(key, cell);
  }

  /** Takes the last change back. */
  undo(): void {
    const last = this.done.pop();
    if (last) this.put(last.key, last.before);
  }

  /** The choice between what somebody else wrote and what was typed here. */
  resolve(keep: 'mine' | 'theirs'): void {
    const { conflict } = this.shown;
    this.set({ conflict: null });
    if (conflict && keep === 'mine') this.put(conflict.key, conflict.mine);
  }

  private set(change: Partial<CellsState>) {
    const waiting = new Set([...this.waiting, ...this.sending]).size;
    this.shown = { ...this.shown, ...change, waiting, mayUndo: this.done.length > 0 };
    for (const listener of this.listeners) listener();
  }

  private show(key: CellKey, cell: CellView) {
    this.set({ cells: { ...this.shown.cells, [key]: cell } });
  }

  private put(key: CellKey, cell: CellView) {
    this.waiting.add(key);
    this.show(key, cell);
    if (!this.shown.isOffline) void this.send(key);
  }

  private async send(key: CellKey): Promise<void> {
    if (this.sending.has(key)) return;
    this.sending.add(key);
    this.waiting.delete(key);
    const { version } = this.known.get(key) ?? emptyCell;
    try {
      const { cell, ...summary } = await this.server.save(key, { ...this.at(key), version });
      this.known.set(key, cell);
      this.sending.delete(key);
      this.set({ isOffline: false, summaries: { ...this.shown.summaries, [key.split('/')[1] ?? '']: summary } });
      if (!this.waiting.has(key)) this.show(key, cell);
    } catch (error) {
      this.sending.delete(key);
      await this.fail(key, error);
    }
    if (this.waiting.has(key) && !this.shown.isOffline) await this.send(key);
  }

  private async fail(key: CellKey, error: unknown) {
    const kind = this.server.kindOf(error);
    if (kind === 'offline') {
      this.waiting.add(key);
      this.set({ isOffline: true });
      setTimeout(() => this.resend(), retryMs);
      return;
    }
    this.waiting.delete(key);
    const theirs = kind === 'conflict' ? await this.server.load(key).catch(() => undefined) : undefined;
    if (theirs) {
      this.known.set(key, theirs);
      const conflict = { key, mine: this.at(key), theirs };
      this.set({ conflict, cells: { ...this.shown.cells, [key]: theirs } });
      return;
    }
    this.show(key, this.known.get(key) ?? emptyCell);
    this.server.refused(error);
  }

  private resend() {
    if (!this.shown.isOffline) return;
    this.set({ isOffline: false });
    for (const key of [...this.waiting]) void this.send(key);
  }
}
