import { useTranslation } from 'react-i18next';
import { type AreaUnit, areaFigure } from '@/lib/land/area';

/** An area in one unit: 24,680 ㎡. */
export function Area({ m2, unit = 'm2' }: { m2: number; unit?: AreaUnit }) {
  const { t } = useTranslation('land');
  return (
    <span className="nowrap">
      {areaFigure(m2, unit)} {t(`areaUnit.${unit}`)}
    </span>
  );
}
