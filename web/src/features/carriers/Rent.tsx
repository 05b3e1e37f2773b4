import { useTranslation } from 'react-i18next';
import { formatNumber, inLanguage } from '@/lib/text';
import type { Rent } from './model';

/** What a kind of space costs: 办公 2.5–4 元/㎡·天. */
export function RentFigure({ rent, named = true }: { rent: Rent; named?: boolean }) {
  const { t } = useTranslation('land');
  const { from, to, unit } = rent;
  const ends = [...new Set([from, to].filter((each): each is number => each !== undefined))];
  if (ends.length === 0) return null;
  const name = inLanguage(rent.for);
  return (
    <span className="nowrap">
      {named && name && `${name} `}
      <b>{ends.map((each) => formatNumber(each)).join('–')}</b> {t(`rentUnit.${unit as 'yuan/m2/day'}`)}
    </span>
  );
}
