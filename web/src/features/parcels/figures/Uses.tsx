import { useTranslation } from 'react-i18next';
import type { Use } from '@/lib/land/types';
import { formatNumber } from '@/lib/text';
import { Swatch } from './Swatch';
import { useUseName } from './useNames';

/** The land uses, each with its colour on the map, its code and its own tenure. */
export function Uses({ uses, text, tenure = true }: { uses: readonly Use[]; text?: string; tenure?: boolean }) {
  const { t } = useTranslation('land');
  const name = useUseName();
  if (uses.length === 0) return text ? <span>{text}</span> : null;
  return (
    <ul className="uses">
      {uses.map((use) => (
        <li key={`${use.scheme ?? ''}${use.code ?? ''}${use.name ?? ''}`}>
          <Swatch group={use.group} />
          <span>
            {name(use)}
            {use.code && <span className="c3"> {use.code}</span>}
          </span>
          {tenure && use.tenureYears !== undefined && (
            <span className="c2 nowrap">{t('years', { years: formatNumber(use.tenureYears) })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
