/** What the browser keeps for its reader. Private windows may refuse storage; then a choice lasts until the tab closes. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}

export function forget(key: string) {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}
