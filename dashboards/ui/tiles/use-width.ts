import { useEffect, useRef, useState } from 'react';

/** The width of an element, followed; 0 until it stands on the page. */
export function useWidth<E extends HTMLElement>() {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    watch.observe(watched);
    return () => watch.disconnect();
  }, []);
  return [element, width] as const;
}
