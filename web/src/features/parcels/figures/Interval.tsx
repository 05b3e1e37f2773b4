import { useTranslation } from 'react-i18next';
import { type Bar, barOf, formula, written } from '@/lib/land/interval';
import type { Interval, IntervalName } from '@/lib/land/types';
import { NotRead } from './NotRead';

interface IntervalProps {
  name: IntervalName;
  interval: Interval | undefined;
}

/** A limit as a formula, in words for those who listen; as the notice has it where it was not understood. */
export function Limit({ name, interval }: IntervalProps) {
  const words = useWords(name, interval);
  const figure = formula(name, interval);
  if (!figure) return interval?.text ? <NotRead text={interval.text} /> : null;
  return (
    <b className="nowrap">
      <span aria-hidden="true">{figure}</span>
      <span className="sr">{words}</span>
    </b>
  );
}

/** A limit on its scale: open end = ring, closed end = dot, absent end runs off. Drawn, so that it prints. */
export function LimitBar({ name, interval }: IntervalProps) {
  const bar = barOf(name, interval);
  return bar ? <Scale {...bar} /> : null;
}

const [left, wide] = [6, 100];

function Scale({ from, to, start, end }: Bar) {
  const x = (part: number) => left + part * wide;
  const [x1, x2] = [start ? x(from) : 0, end ? x(to) : wide + 2 * left];
  return (
    <svg className="lim" viewBox={`0 0 ${wide + 2 * left} 12`} aria-hidden="true">
      <path className="scale" d={`M0 6H${wide + 2 * left}`} />
      <path d={`M${x1} 6H${x2}`} />
      {start && <circle className={start} cx={x1} cy="6" r="4" />}
      {end && <circle className={end} cx={x2} cy="6" r="4" />}
    </svg>
  );
}

function useWords(name: IntervalName, interval: Interval | undefined): string {
  const { t } = useTranslation('land');
  const { min, max, minOpen, maxOpen } = interval ?? {};
  const unit = { far: '', density: '%', green: '%', height: t('metres') }[name];
  if (min !== undefined && min === max) return t('limit.exactly', { value: written(name, min) + unit });
  return [
    min !== undefined && t(minOpen ? 'limit.moreThan' : 'limit.atLeast', { value: written(name, min) + unit }),
    max !== undefined && t(maxOpen ? 'limit.lessThan' : 'limit.atMost', { value: written(name, max) + unit }),
  ]
    .filter(Boolean)
    .join(t('limit.and'));
}
