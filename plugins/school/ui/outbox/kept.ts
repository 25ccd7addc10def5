// Own code and no library: one store with one value an account, changed in one step, is less than any wrapper asks to be told.
const database = 'regiso-school';
const store = 'outbox';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}

/**
 * Changes the list that the browser keeps under a key, in one step though several tabs do it at once, and gives it as it is
 * then; an empty list is removed. Throws where the browser keeps nothing, as in some private windows.
 */
export async function changeKept<T>(key: string, change: (list: readonly T[]) => readonly T[]): Promise<readonly T[]> {
  const connection = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = connection.transaction(store, 'readwrite');
      const room = transaction.objectStore(store);
      const read = room.get(key) as IDBRequest<readonly T[] | undefined>;
      let list: readonly T[] = [];
      read.onsuccess = () => {
        list = change(read.result ?? []);
        if (list.length) room.put(list, key);
        else room.delete(key);
      };
      transaction.oncomplete = () => resolve(list);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not keep it'));
    });
  } finally {
    connection.close();
  }
}
