/** Answers of this process, the least recently used leave first. A key holds the tick, so nothing in it grows stale. */
export class AnswerCache<T> {
  readonly #kept = new Map<string, Promise<T>>();

  constructor(readonly size: number) {}

  /** The kept answer, or the one that `make` gives; callers that come meanwhile share it. A failure is not kept. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const made = make();
    this.#kept.set(key, made);
    made.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.size && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  clear() {
    this.#kept.clear();
  }
}
