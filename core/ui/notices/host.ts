let needed = false;
const listeners = new Set<() => void>();

export const isNeeded = () => needed;
export const onNeeded = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Asks for the place of notices to be loaded. */
export function needHost() {
  needed = true;
  listeners.forEach((listener) => listener());
}
