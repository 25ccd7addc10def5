import { useEffect, useState } from 'react';

const pauseMs = 300;

/** The value once it has stood still for a moment: no search for every letter. */
export function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
