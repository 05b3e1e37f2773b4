import type { ReactNode } from 'react';
import { chosen, flipped } from './filter';

interface FacetProps {
  label: string;
  /** What is chosen, with commas between. */
  value: string | undefined;
  counts: Record<string, number> | undefined;
  options: readonly { value: string; label: string; mark?: ReactNode }[];
  onChange: (value: string | undefined) => void;
}

/** Words to press, each with how many parcels it would leave; those that would leave none are not there. */
export function Facet({ label, value, counts, options, onChange }: FacetProps) {
  const on = chosen(value) ?? [];
  const shown = options.filter((option) => on.includes(option.value) || (counts?.[option.value] ?? 0) > 0);
  if (shown.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{label}</legend>
      {shown.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={on.includes(option.value)}
          onClick={() => onChange(flipped(value, option.value))}
        >
          {option.mark}
          {option.label}
          <span className="n">{counts?.[option.value] ?? 0}</span>
        </button>
      ))}
    </fieldset>
  );
}
