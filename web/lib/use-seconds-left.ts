import { useCallback, useEffect, useState } from "preact/hooks";

/** Counts down to zero; the second value starts it anew. */
export function useSecondsLeft(seconds: number): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);

  useEffect(() => {
    const timer = window.setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) window.clearInterval(timer);
    }, 500);
    return () => window.clearInterval(timer);
  }, [until]);

  const restart = useCallback((again: number) => {
    setLeft(again);
    setUntil(Date.now() + again * 1000);
  }, []);
  return [left, restart];
}
