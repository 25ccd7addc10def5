import { literal, quotedName } from './engine-sql';

/** The few calls of the embedded engine that are used; `engine-process.ts` fills them from `chdb`. */
export type EngineBinding = {
  open(): unknown;
  close(connection: unknown): void;
  run(connection: unknown, sql: string, format: string): Promise<EngineResult>;
  /** Runs `prefix` with rows behind it; also the way to learn how many rows an INSERT … SELECT wrote. */
  insert(connection: unknown, prefix: string, rows: Buffer): Promise<EngineWritten>;
  stream(connection: unknown, sql: string, format: string): unknown;
  fetch(stream: unknown): Promise<{ bytes: Uint8Array; done: boolean }>;
  cancel(stream: unknown): void;
};
export type EngineResult = { bytes: Uint8Array; elapsed: number; rowsRead: number; bytesRead: number };
export type EngineWritten = { elapsed: number; rowsWritten: number; bytesWritten: number };

/** How one statement wants its connection. */
export type Surroundings = { database: string; settings: Record<string, string>; parameters: Record<string, string> };

export type PoolOptions = { connections: number; queue: number; settings: Record<string, string> };

/** Too many statements are waiting. */
export class PoolFull extends Error {}

/** One engine connection: runs one statement at a time and remembers what was set on it. */
export class EngineConnection {
  #set = new Map<string, string>();
  #database = 'default';

  constructor(
    readonly binding: EngineBinding,
    readonly handle: unknown,
    readonly mark: string,
  ) {}

  /** Makes the connection look as the statement wants it; what an earlier statement had set is taken back. */
  async surround({ database, settings, parameters }: Surroundings) {
    const wanted = { ...settings, log_comment: `${settings.log_comment ?? ''} ${this.mark}`.trim() };
    const changes = Object.entries(wanted)
      .filter(([name, value]) => this.#set.get(name) !== value)
      .map(([name, value]) => `${name} = ${literal(value)}`);
    const resets = [...this.#set.keys()].filter((name) => !(name in wanted)).map((name) => `${name} = DEFAULT`);
    const bound = Object.entries(parameters).map(([name, value]) => `param_${name} = ${literal(value)}`);
    const all = [...changes, ...resets, ...bound];
    if (database !== this.#database) await this.binding.run(this.handle, `USE ${quotedName(database)}`, 'Null');
    this.#database = database;
    if (all.length > 0) await this.binding.run(this.handle, `SET ${all.join(', ')}`, 'Null');
    this.#set = new Map(Object.entries(wanted));
  }
}

export type Lease = {
  connection: EngineConnection;
  /** Ends the statement that runs on the connection. */
  kill(): Promise<void>;
  /** Gives the connection back; a `spoiled` one is closed and opened anew. */
  release(spoiled?: boolean): Promise<void>;
};

type Slot = { connection: EngineConnection; busy: boolean; short: boolean };
type Waiting = { short: boolean; give: (slot: Slot) => void };

/** Some connections for work and one more for short control statements, with a bounded queue in front. */
export class EnginePool {
  #slots: Slot[];
  #waiting: Waiting[] = [];
  #service: EngineConnection;
  #opened = 0;

  constructor(
    readonly binding: EngineBinding,
    readonly options: PoolOptions,
  ) {
    this.#slots = Array.from({ length: options.connections + 1 }, (_, at) => this.#slot(at === 0));
    this.#service = this.#open();
  }

  /** A connection, at once or in turn. `must` waits however long the queue is. */
  acquire(short: boolean, { signal, must = false }: { signal?: AbortSignal; must?: boolean } = {}): Promise<Lease> {
    const free = this.#slots.filter((slot) => !slot.busy && (short || !slot.short));
    const slot = free.find((candidate) => candidate.short === short) ?? free[0];
    if (slot) return Promise.resolve(this.#lease(slot));
    if (!must && this.#waiting.length >= this.options.queue) return Promise.reject(new PoolFull());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        short,
        give: (given) => {
          signal?.removeEventListener('abort', leave);
          resolve(this.#lease(given));
        },
      };
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(new Error('The request was withdrawn'));
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
    });
  }

  get running() {
    return this.#slots.filter((slot) => slot.busy).length;
  }

  async killAll() {
    await this.#kill(`position(Settings['log_comment'], 'engine-') > 0 AND NOT is_cancelled`);
  }

  close() {
    for (const { connection } of this.#slots) this.binding.close(connection.handle);
    this.binding.close(this.#service.handle);
  }

  #open() {
    this.#opened += 1;
    return new EngineConnection(this.binding, this.binding.open(), `engine-${this.#opened};`);
  }

  #slot(short: boolean): Slot {
    return { connection: this.#open(), busy: false, short };
  }

  #lease(slot: Slot): Lease {
    slot.busy = true;
    let killing: Promise<void> | undefined;
    return {
      connection: slot.connection,
      kill: () => (killing ??= this.#kill(`endsWith(Settings['log_comment'], ${literal(slot.connection.mark)})`)),
      release: async (spoiled = false) => {
        // A kill that arrives late must not hit the next statement of this connection.
        await killing?.catch(() => undefined);
        if (spoiled || killing) {
          this.binding.close(slot.connection.handle);
          slot.connection = this.#open();
        }
        this.#free(slot);
      },
    };
  }

  #free(slot: Slot) {
    slot.busy = false;
    const at = this.#waiting.findIndex((waiting) => waiting.short || !slot.short);
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    next?.give(slot);
  }

  async #kill(condition: string) {
    await this.binding.run(this.#service.handle, `KILL QUERY WHERE ${condition} ASYNC`, 'Null');
  }
}
