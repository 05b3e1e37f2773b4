import { Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '@/components/Icon';

/** The row above a list. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <search className="st-filters" aria-label={label}>
      {children}
    </search>
  );
}

interface SearchBoxProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

const pauseMs = 300;

/** Searches once somebody pauses typing. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value ?? '');
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === value) return;
    const timer = setTimeout(() => change.current(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <Input
      className="st-search"
      type="search"
      aria-label={label}
      placeholder={label}
      allowClear
      prefix={<Icon name="search" size="s" />}
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

interface ChoicesProps<Value extends string> {
  label: string;
  /** What no choice means: all. */
  all: string;
  options: readonly { value: Value; label: string }[];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

/** A few ways to narrow a list, as words side by side. */
export function Choices<Value extends string>({ label, all, options, value, onChange }: ChoicesProps<Value>) {
  const every: { value: Value | undefined; label: string }[] = [{ value: undefined, label: all }, ...options];
  return (
    <fieldset className="st-choices" aria-label={label}>
      {every.map((option) => (
        <button
          key={option.value ?? ''}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
