/** What one account may read here without a network. Own code: two stores changed in single steps, each answer sealed. */
const database = 'regiso-kept';
const longestMs = 3 * 86_400_000;
const mostAnswers = 60;

type Owner = { account: string; key: CryptoKey };
type Row = { at: number; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
export type Kept<T> = { at: number; account: string; value: T };

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('owner');
      request.result.createObjectStore('answers').createIndex('at', 'at');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}

type Rooms = { owner: IDBObjectStore; answers: IDBObjectStore };

/** Does the work in one step, though several tabs do such at once; gives what the work says in the end. */
async function step<T>(mode: IDBTransactionMode, work: (rooms: Rooms) => () => T): Promise<T> {
  const connection = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = connection.transaction(['owner', 'answers'], mode);
      const said = work({ owner: transaction.objectStore('owner'), answers: transaction.objectStore('answers') });
      transaction.oncomplete = () => resolve(said());
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not keep it'));
    });
  } finally {
    connection.close();
  }
}

const only = 'only';
const ownerIn = ({ owner }: Rooms) => owner.get(only) as IDBRequest<Owner | undefined>;

/** The account whose answers are here. */
const ownerNow = () =>
  step('readonly', (rooms) => {
    const found = ownerIn(rooms);
    return () => found.result;
  });

/**
 * From now on this device keeps for this account: what it kept for another one is removed, key and all. Nothing happens when it is
 * not wanted any more by the time the key is made.
 */
export async function takeOver(account: string, isWanted: () => boolean): Promise<void> {
  if ((await ownerNow())?.account === account) return;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await step('readwrite', (rooms) => {
    const found = ownerIn(rooms);
    found.onsuccess = () => {
      if (found.result?.account === account || !isWanted()) return;
      rooms.answers.clear();
      rooms.owner.put({ account, key }, only);
    };
    return () => undefined;
  });
}

/** Removes everything unless it is this account's; also what has become too old. */
export const keepOnlyOf = (account: string | undefined): Promise<void> =>
  step('readwrite', (rooms) => {
    const found = ownerIn(rooms);
    found.onsuccess = () => {
      if (found.result && found.result.account === account) return removeOld(rooms.answers);
      rooms.answers.clear();
      rooms.owner.clear();
    };
    return () => undefined;
  });

const removeOld = (answers: IDBObjectStore) => {
  const old = answers.index('at').openKeyCursor(IDBKeyRange.upperBound(Date.now() - longestMs));
  old.onsuccess = () => {
    if (!old.result) return;
    answers.delete(old.result.primaryKey);
    old.result.continue();
  };
};

/** Keeps an answer for its account, if this device keeps anything for it; `at` is when the server gave it. */
export async function keepAnswer(account: string, name: string, value: unknown, at = Date.now()): Promise<void> {
  const owner = await ownerNow();
  if (owner?.account !== account) return;
  const row = { at, ...(await sealed(owner, name, value)) };
  await step('readwrite', (rooms) => {
    const found = ownerIn(rooms);
    // Meanwhile somebody may have signed out.
    found.onsuccess = () => {
      if (found.result?.account !== account) return;
      rooms.answers.put(row, name);
      removeMany(rooms.answers);
    };
    return () => undefined;
  });
}

const removeMany = (answers: IDBObjectStore) => {
  const count = answers.count();
  count.onsuccess = () => {
    let tooMany = count.result - mostAnswers;
    if (tooMany <= 0) return;
    const oldest = answers.index('at').openKeyCursor();
    oldest.onsuccess = () => {
      if (!oldest.result || tooMany-- <= 0) return;
      answers.delete(oldest.result.primaryKey);
      oldest.result.continue();
    };
  };
};

/** An answer as it was kept, unless it is too old. */
export async function keptAnswer<T>(name: string): Promise<Kept<T> | undefined> {
  const [owner, row] = await step('readonly', (rooms) => {
    const found = ownerIn(rooms);
    const answer = rooms.answers.get(name) as IDBRequest<Row | undefined>;
    return () => [found.result, answer.result] as const;
  });
  if (!owner || !row || row.at < Date.now() - longestMs) return undefined;
  return { at: row.at, account: owner.account, value: await unsealed<T>(owner, name, row) };
}

/** Names of the kept answers that begin so. */
export const keptNames = (beginning: string): Promise<string[]> =>
  step('readonly', ({ answers }) => {
    const found = answers.getAllKeys(IDBKeyRange.bound(beginning, `${beginning}\uffff`));
    return () => found.result as string[];
  });

export const forgetAnswer = (name: string): Promise<void> =>
  step('readwrite', ({ answers }) => {
    answers.delete(name);
    return () => undefined;
  });

// An answer opens only as that of its account and under its own name.
const boundTo = ({ account }: Owner, name: string) => new TextEncoder().encode(`${account} ${name}`);

async function sealed(owner: Owner, name: string, value: unknown) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const way = { name: 'AES-GCM', iv, additionalData: boundTo(owner, name) };
  return { iv, sealed: await crypto.subtle.encrypt(way, owner.key, new TextEncoder().encode(JSON.stringify(value))) };
}

async function unsealed<T>(owner: Owner, name: string, { iv, sealed: hidden }: Row): Promise<T> {
  const way = { name: 'AES-GCM', iv, additionalData: boundTo(owner, name) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(way, owner.key, hidden))) as T;
}
