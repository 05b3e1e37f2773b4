import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '@/components/Input';
import { figure } from './filter';
import { useTyped } from './useTyped';

interface RangeFieldProps {
  label: string;
  unit?: ReactNode;
  from?: string;
  to?: string;
  /** Left out where only a most is asked for. */
  onFrom?: (value: string | undefined) => void;
  onTo: (value: string | undefined) => void;
}

/** From so much to so much, as typed; what is no figure is marked and narrows nothing. */
export function RangeField({ label, unit, from, to, onFrom, onTo }: RangeFieldProps) {
  const { t } = useTranslation('land');
  return (
    <fieldset className="range">
      <legend>{label}</legend>
      {onFrom && (
        <Bound
          label={t('filter.from', { what: label })}
          placeholder={t('filter.least')}
          value={from}
          onChange={onFrom}
        />
      )}
      {onFrom && <span aria-hidden="true">–</span>}
      <Bound label={t('filter.to', { what: label })} placeholder={t('filter.most')} value={to} onChange={onTo} />
      {unit}
    </fieldset>
  );
}

interface BoundProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Bound({ label, placeholder, value, onChange }: BoundProps) {
  const [text, setText] = useTyped(value, onChange);
  const wrong = text.trim() !== '' && figure(text) === undefined;
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      inputMode="decimal"
      value={text}
      maxLength={14}
      aria-invalid={wrong || undefined}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
