import { setTimeout as sleep } from 'node:timers/promises';
import * as journal from './journal';

/** Somebody pressed «Отменить». */
export class ImportCancelled extends Error {
  constructor() {
    super('Загрузка отменена, ничего не сохранено');
    this.name = 'ImportCancelled';
  }
}

export type Watch = {
  /** Aborted by cancel and by the caller's own signal. */
  signal: AbortSignal;
  onCounts(counts: journal.Counts): void;
  /** Waits, showing why; throws when cancelled meanwhile. */
  pause(step: string, ms: number): Promise<void>;
  stop(): Promise<void>;
};

type Watched = { runId: string; signal?: AbortSignal; onProgress?: (share: number, step: string) => void };
const everyMs = 400;
/** What a run says while another of its subsystem is saved: one at a time. */
export const turnStep = 'Ждёт окончания другой загрузки';

/** Shows progress in the journal and listens there for a wish to cancel, beside the run's own transaction. */
export function watchRun({ runId, signal: outer, onProgress }: Watched, rowsAbout: number): Watch {
  const cancelled = new AbortController();
  const signal = outer ? AbortSignal.any([outer, cancelled.signal]) : cancelled.signal;
  let counts = journal.noCounts();
  let step = 'Чтение файла';
  let saying: Promise<void> | undefined;
  const say = async () => {
    const share = rowsAbout ? Math.min((counts.rows / rowsAbout) * 0.97, 0.97) : 0;
    onProgress?.(share, step);
    // Progress is a kindness: a moment without the database must not stop the run.
    const wanted = await journal.sayProgress(runId, share, step, counts).catch(() => false);
    if (wanted) cancelled.abort(new ImportCancelled());
  };
  const timer = setInterval(() => {
    saying ??= say().finally(() => (saying = undefined));
  }, everyMs);
  return {
    signal,
    onCounts: (next) => {
      counts = { ...next };
      step = `Обработано строк: ${counts.rows.toLocaleString('ru-RU')}`;
    },
    pause: async (why, ms) => {
      step = why;
      await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
    stop: async () => {
      clearInterval(timer);
      await saying;
    },
  };
}
