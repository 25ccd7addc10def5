import { ProblemError } from '@regiso/core/ui';
import { changeKept } from './kept';
import {
  isWaiting,
  nextOf,
  withDecided,
  withEdit,
  withSent,
  withStuck,
  withTried,
  type Body,
  type Place,
  type Queue,
} from './queue';
import { isSame, kindOf, presentAt, sendEdit, type Answer } from './send';

export type OutboxState = {
  queue: Queue;
  /** Edits that have not reached the server. */
  waiting: number;
  isOffline: boolean;
  /** They outlive the tab; false where the browser keeps nothing. */
  isKept: boolean;
};

const retryMs = 3_000;
const nameOf = (account: string) => `regiso-school-outbox-${account}`;

/**
 * Edits of journals on their way to the server, of one account on this device: kept by the browser until the server has them,
 * sent one after another in the order they were made, by one tab at a time. What was not taken waits for its author.
 */
export class Outbox {
  /** Once what the browser keeps has been read. */
  readonly loaded: Promise<void>;
  private shown: OutboxState = { queue: [], waiting: 0, isOffline: false, isKept: true };
  private readonly answers = new Map<Place, Answer>();
  private readonly listeners = new Set<() => void>();
  private readonly channel: BroadcastChannel;
  private changing = 0;
  private isSending = false;
  private isWanted = false;
  private isEnded = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly account: string) {
    this.loaded = this.change((queue) => queue);
    this.channel = new BroadcastChannel(nameOf(account));
    this.channel.onmessage = ({ data }: MessageEvent<{ place?: Place; answer?: Answer }>) => {
      if (data.place && data.answer) this.remember(data.place, data.answer);
      void this.change((queue) => queue);
    };
    addEventListener('online', this.send);
    void this.loaded.then(this.send);
  }

  readonly state = (): OutboxState => this.shown;
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What the server has said of places since the page was opened, to whichever tab; the last said comes last. */
  answered = (): Iterable<[Place, Answer]> => this.answers;
  answerAt = (place: Place): Answer | undefined => this.answers.get(place);

  write(edits: readonly { place: Place; body: Body; version: number }[]): void {
    const at = new Date().toISOString();
    const made = edits.map((edit) => ({ ...edit, id: crypto.randomUUID(), at, isTried: false }));
    void this.change((queue) => made.reduce(withEdit, queue)).then(() => this.tellAndSend());
  }

  /** The author's choice about an edit that was not taken. */
  decide(id: string, keep: 'mine' | 'theirs'): void {
    const over = keep === 'mine' ? { id: crypto.randomUUID() } : undefined;
    void this.change((queue) => withDecided(queue, id, over)).then(() => this.tellAndSend());
  }

  /** Somebody else is signed in now: nothing is sent in their name. */
  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.send);
    this.channel.close();
  }

  /** Sends what waits; safe to call at any time. */
  readonly send = (): void => {
    this.isWanted = true;
    if (this.isSending || this.isEnded) return;
    this.isSending = true;
    clearTimeout(this.timer);
    void alone(nameOf(this.account), async () => {
      while (this.isWanted) {
        this.isWanted = false;
        while (!this.isEnded && (await this.sendNext()));
      }
    }).finally(() => (this.isSending = false));
  };

  private async sendNext(): Promise<boolean> {
    let next: Queue[number] | undefined;
    await this.change((queue) => {
      next = nextOf(queue);
      return next ? withTried(queue, next.id) : queue;
    });
    if (!next) return false;
    const { id, place } = next;
    try {
      const answer = await sendEdit(next, this.account);
      this.remember(place, answer);
      await this.change((queue) => withSent(queue, id, answer.version), { isOffline: false });
      this.tell({ place, answer });
      return true;
    } catch (error) {
      return this.fail(next, error);
    }
  }

  private async fail(edit: Queue[number], error: unknown): Promise<boolean> {
    const kind = kindOf(error);
    if (kind === 'not-here') return false;
    if (kind === 'later') return this.wait(error);
    if (kind === 'changed') return this.meet(edit);
    await this.change((queue) => withStuck(queue, edit.id, { is: 'refused', why: wordsOf(error) }));
    this.tell();
    return true;
  }

  /** Somebody has written meanwhile: the same, or something else that the author has to see. */
  private async meet(edit: Queue[number]): Promise<boolean> {
    const theirs = await presentAt(edit.place).catch((problem: unknown) => problem as Error);
    if (theirs instanceof Error) return kindOf(theirs) === 'changed' ? this.wait(theirs) : this.fail(edit, theirs);
    const { body, version } = theirs;
    this.remember(edit.place, { version, ...('marks' in body && { cell: { ...body, version } }) });
    await this.change((queue) =>
      isSame(theirs.body, edit.body) ? withSent(queue, edit.id, theirs.version) : withStuck(queue, edit.id, theirs),
    );
    this.tell();
    return true;
  }

  private remember(place: Place, answer: Answer) {
    this.answers.delete(place);
    this.answers.set(place, answer);
  }

  private wait(error: unknown): false {
    const seconds = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
    this.show({ isOffline: true });
    clearTimeout(this.timer);
    this.timer = setTimeout(this.send, seconds ? seconds * 1_000 : retryMs);
    return false;
  }

  /** Shown at once, then kept; of several changes the last that was kept says what stands. */
  private async change(step: (queue: Queue) => Queue, and: Partial<OutboxState> = {}): Promise<void> {
    this.changing += 1;
    this.show({ queue: step(this.shown.queue) });
    // Where it failed once this tab's memory is all there is.
    const kept = this.shown.isKept ? await changeKept(this.account, step).catch(() => null) : undefined;
    if (kept === null) this.show({ isKept: false });
    this.changing -= 1;
    this.show({ ...(kept && this.changing === 0 && { queue: kept }), ...and });
  }

  private show(change: Partial<OutboxState>) {
    const queue = change.queue ?? this.shown.queue;
    this.shown = { ...this.shown, ...change, queue, waiting: queue.filter(isWaiting).length };
    for (const listener of this.listeners) listener();
  }

  private tell(said: { place?: Place; answer?: Answer } = {}) {
    if (!this.isEnded) this.channel.postMessage(said);
  }

  private tellAndSend() {
    this.tell();
    this.send();
  }
}

const wordsOf = (error: unknown) => {
  const { issues, detail, message } = error as ProblemError;
  return issues[0]?.message ?? detail ?? message;
};

/** One tab at a time does it; a browser without locks has one tab's word for it. */
const alone = (name: string, work: () => Promise<void>): Promise<unknown> =>
  'locks' in navigator ? navigator.locks.request(name, work) : work();
