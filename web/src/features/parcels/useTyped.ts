import { useEffect, useRef, useState } from 'react';

const pauseMs = 350;

/** What is being typed; told once somebody pauses, and taken back when it is changed elsewhere. */
export function useTyped(
  value: string | undefined,
  onChange: (value: string | undefined) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(value ?? '');
  const told = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value ?? '');
  }, [value]);
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      change.current(wanted);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
