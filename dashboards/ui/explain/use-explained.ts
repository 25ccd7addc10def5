import { useCallback, useEffect, useRef, useState } from 'react';

/** Indicators whose explanation is open; closing gives the focus back to the button that opened it. */
export function useExplained() {
  const [explained, setExplained] = useState<readonly string[]>();
  const opener = useRef<Element>(null);
  useEffect(() => {
    if (explained || !(opener.current instanceof HTMLElement)) return;
    opener.current.focus({ preventScroll: true });
    opener.current = null;
  }, [explained]);
  const explain = useCallback((indicators: readonly string[]) => {
    opener.current = document.activeElement;
    setExplained(indicators);
  }, []);
  const close = useCallback(() => setExplained(undefined), []);
  return { explained, explain, close };
}
