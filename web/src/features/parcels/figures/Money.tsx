import { useTranslation } from 'react-i18next';
import { money } from '@/lib/land/price';
import type { Price } from '@/lib/land/types';
import { NotRead } from './NotRead';

/** An amount with its unit written out. */
export function Money({ value, unit }: { value: number; unit: string }) {
  const { t, i18n } = useTranslation('land');
  const told = money(value, unit, i18n.language);
  if (!told) return null;
  return (
    <span className="mny">
      <b>{told.figure}</b> <small>{t(`unit.${told.unit}`)}</small>
    </span>
  );
}

/** A price of a notice in the unit of the notice; its own words where they were not understood. */
export function PriceFigure({ price }: { price: Price | undefined }) {
  if (!price) return null;
  return price.unit ? <Money value={price.value} unit={price.unit} /> : <NotRead text={price.text ?? ''} />;
}
