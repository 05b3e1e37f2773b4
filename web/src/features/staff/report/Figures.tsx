import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/text';
import type { Report, Whom } from './api';
import { minutesOf, percent } from './figures';

interface FiguresProps {
  report: Report;
  onOpen: (whom: Whom) => void;
}

/** The six figures everybody asks for first, and the smaller ones in a line below. */
export function Figures({ report, onOpen }: FiguresProps) {
  const { t } = useTranslation('report');
  const f = report.figures;
  const six: {
    key: 'registered' | 'attended' | 'stay' | 'asked' | 'voters' | 'interested';
    value: number;
    note: string;
    figure: Whom['figure'];
  }[] = [
    { key: 'registered', value: f.registered, note: t('figures.ofEvent'), figure: 'registered' },
    {
      key: 'attended',
      value: f.attended,
      note: t('figures.rate', { percent: percent(f.attended, f.registered) }),
      figure: 'attended',
    },
    { key: 'stay', value: minutesOf(f.seconds), note: t('figures.minutes'), figure: 'attended' },
    {
      key: 'asked',
      value: f.asked,
      note: t('figures.answered', { count: f.answered, percent: percent(f.answered, f.asked) }),
      figure: 'asked',
    },
    { key: 'voters', value: f.voters, note: t('figures.polls', { count: f.polls }), figure: 'voters' },
    { key: 'interested', value: f.interested, note: t('figures.ofRegistered'), figure: 'interested' },
  ];
  return (
    <section aria-label={t('figures.label')}>
      <ul className="rp-figures">
        {six.map(({ key, value, note, figure }) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => onOpen({ figure })}
              aria-label={t('figures.open', { label: t(`figures.${key}`), value: formatNumber(value) })}
            >
              <span>{t(`figures.${key}`)}</span>
              <b>{formatNumber(value)}</b>
              <small>{note}</small>
            </button>
          </li>
        ))}
      </ul>
      <p className="rp-small">
        {(['hands', 'speakers', 'staff'] as const).map((figure) => (
          <button key={figure} type="button" className="st-word" onClick={() => onOpen({ figure })}>
            {t(`figures.${figure}`, { count: f[figure] })}
          </button>
        ))}
        {(['lines', 'hidden', 'reactions'] as const)
          .filter((figure) => f[figure] > 0)
          .map((figure) => (
            <span key={figure}>{t(`figures.${figure}`, { count: f[figure] })}</span>
          ))}
      </p>
    </section>
  );
}
