import { useEffect, useState } from 'react';

const pauseMs = 250;

/** What stands in a search box; handed on a moment after the last key, so that one searches while one types. */
export function useSearchText(value: string, onChange: (text: string) => void) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  // The address changed by another hand (back, «clear all»): the box follows it.
  if (value !== known) {
    setKnown(value);
    if (value !== sent) setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped] as const;
}
