import { useTranslation } from 'react-i18next';
import { areaFigure } from '@/lib/land/area';
import type { IntervalName } from '@/lib/land/types';
import type { FactProps } from './facts';
import { Limit, LimitBar } from './Interval';

function LimitValue({ parcel, name }: FactProps & { name: IntervalName }) {
  const interval = parcel[name];
  return (
    <>
      <Limit name={name} interval={interval} />
      <LimitBar name={name} interval={interval} />
    </>
  );
}

/** The floor area ratio, and the floor area that follows from it. */
export function FarValue({ parcel }: FactProps) {
  const { t } = useTranslation('land');
  const { floorAreaM2Min: least, floorAreaM2Max: most } = parcel.derived;
  const size = (m2: number) => `${areaFigure(m2, 'm2')} ${t('areaUnit.m2')}`;
  return (
    <>
      <LimitValue parcel={parcel} name="far" />
      {most !== undefined && <small>{t('floorAreaMost', { area: size(most) })}</small>}
      {most === undefined && least !== undefined && <small>{t('floorAreaLeast', { area: size(least) })}</small>}
    </>
  );
}

export const DensityValue = ({ parcel }: FactProps) => <LimitValue parcel={parcel} name="density" />;
export const GreenValue = ({ parcel }: FactProps) => <LimitValue parcel={parcel} name="green" />;
export const HeightValue = ({ parcel }: FactProps) => <LimitValue parcel={parcel} name="height" />;
