import { isLoopLate } from './loop-delay';

/** When somebody came, in milliseconds; no two who came to one process share it. */
type Turn = number;
/** Beyond what can be done at once: when to ask again with this turn, and in how many seconds it is likely to come. */
export type Crowd = { turn: Turn; seconds: number; askAgainIn: number };
type Held = { turn: Turn; decide: (isIn: boolean) => void };
type Told = { turn: Turn; until: number };

/** How long a request waits for its turn before its page is told to come again. */
const holdMs = 2_000;
/** How much later than told somebody may come and still stand before those who came after them. */
const graceMs = 5_000;
const [soonest, latest] = [3, 15];
const heldPerPlace = 8;
/** So many turns a place are sure to find one free by the time they come: nobody is kept waiting for them. A single place is kept. */
const surePerPlace = 64;
const goodForMs = 2 * 3_600_000;
const mostTold = 100_000;
const paceMs = 5_000;

/**
 * Lets so much work be done at once; whoever comes beyond that waits a moment, in order of arrival, and then is sent away with
 * a turn. Those who come back with theirs go before everybody who came after them. In the memory of this process: a turn
 * itself is only a time, so that any process can place whoever brings it.
 */
export class Turns {
  private inside = 0;
  private last = 0;
  private readonly held: Held[] = [];
  private readonly told: Told[] = [];
  private readonly used = new Set<Turn>();
  private served = { since: Date.now(), count: 0, perSecond: 0 };

  constructor(private readonly atOnce: () => number) {}

  /** Does the work when its turn comes, or says when to come again. A turn is good for one piece of work that succeeds. */
  async run<T>(given: Turn | undefined, work: () => Promise<T>): Promise<T | Crowd> {
    const kept = this.isGood(given) ? given : undefined;
    const turn = kept ?? this.next();
    this.forget(turn);
    if (!this.enters(turn) && !(await this.hold(turn, kept === undefined))) return this.sendAway(turn);
    if (kept !== undefined) this.use(kept);
    try {
      return await work();
    } catch (error) {
      if (kept !== undefined) this.used.delete(kept);
      throw error;
    } finally {
      this.inside -= 1;
      this.count();
      this.letIn();
    }
  }

  private isGood(turn: Turn | undefined): turn is Turn {
    const now = Date.now();
    return turn !== undefined && turn <= now && turn > now - goodForMs && !this.used.has(turn);
  }

  private next(): Turn {
    this.last = Math.max(Date.now(), this.last + 0.001);
    return this.last;
  }

  private enters(turn: Turn): boolean {
    if (this.inside >= this.atOnce() || (this.held[0] && this.held[0].turn < turn)) return false;
    if (this.aheadOf(turn) > (this.atOnce() - 1) * surePerPlace) return false;
    this.inside += 1;
    return true;
  }

  /** Waits a moment for a place: gives whether it has come. */
  private hold(turn: Turn, isNew: boolean): Promise<boolean> {
    if (isNew && isLoopLate()) return Promise.resolve(false);
    return new Promise((done) => {
      const decide = (isIn: boolean) => {
        clearTimeout(timer);
        this.held.splice(this.held.indexOf(mine), 1);
        done(isIn);
      };
      const timer = setTimeout(() => decide(false), holdMs);
      const mine = { turn, decide };
      this.held.splice(place(this.held, turn), 0, mine);
      if (this.held.length > this.atOnce() * heldPerPlace) this.held.at(-1)?.decide(false);
    });
  }

  private letIn() {
    for (let first = this.held[0]; first && this.enters(first.turn); first = this.held[0]) first.decide(true);
  }

  private sendAway(turn: Turn): Crowd {
    const ahead = this.aheadOf(turn) + place(this.held, turn) + 1;
    const seconds = Math.min(3_600, Math.ceil(ahead / Math.max(this.pace(), 1)));
    const askAgainIn = Math.min(latest, Math.max(soonest, Math.ceil(seconds / 2)));
    if (this.told.length < mostTold)
      this.told.splice(place(this.told, turn), 0, { turn, until: Date.now() + askAgainIn * 1_000 + graceMs });
    return { turn, seconds, askAgainIn };
  }

  private aheadOf(turn: Turn): number {
    const now = Date.now();
    while (this.told[0] && this.told[0].until < now) this.told.shift();
    return place(this.told, turn);
  }

  private forget(turn: Turn) {
    const at = place(this.told, turn);
    if (this.told[at]?.turn === turn) this.told.splice(at, 1);
  }

  private use(turn: Turn) {
    this.used.add(turn);
    const [oldest] = this.used;
    if (this.used.size > mostTold && oldest !== undefined) this.used.delete(oldest);
  }

  private count() {
    this.served.count += 1;
    const passed = Date.now() - this.served.since;
    if (passed < paceMs) return;
    this.served = { since: Date.now(), count: 0, perSecond: (this.served.count * 1_000) / passed };
  }

  /** How many a second were served of late. */
  private pace(): number {
    const { since, count, perSecond } = this.served;
    const passed = Date.now() - since;
    return passed < paceMs && perSecond ? perSecond : (count * 1_000) / Math.max(passed, 1_000);
  }
}

/** How many of a list in order of arrival came before a turn. */
function place(list: readonly { turn: Turn }[], turn: Turn): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle]?.turn ?? 0) < turn) from = middle + 1;
    else to = middle;
  }
  return from;
}
