/** Rendered pages in memory, thrown away together when the data change. Least recently used ones go first. */
export class PageCache<T> {
  private readonly pages = new Map<string, { value: T; bytes: number }>();
  private version = '';
  private held = 0;

  constructor(private readonly maxBytes: number) {}

  get(version: string, key: string): T | undefined {
    if (version !== this.version) this.begin(version);
    const found = this.pages.get(key);
    if (!found) return undefined;
    // Re-inserting keeps the order of use; only under pressure, because it costs on every hit.
    if (this.held > this.maxBytes / 2) {
      this.pages.delete(key);
      this.pages.set(key, found);
    }
    return found.value;
  }

  /** Keeps a page unless the data have changed while it was rendered. */
  put(version: string, key: string, value: T, bytes: number) {
    if (version !== this.version || bytes > this.maxBytes) return;
    this.remove(key);
    this.pages.set(key, { value, bytes });
    this.held += bytes;
    for (const oldest of this.pages.keys()) {
      if (this.held <= this.maxBytes) return;
      this.remove(oldest);
    }
  }

  private remove(key: string) {
    this.held -= this.pages.get(key)?.bytes ?? 0;
    this.pages.delete(key);
  }

  private begin(version: string) {
    this.pages.clear();
    this.held = 0;
    this.version = version;
  }
}
