import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { formatNumber } from '../text';
import { type Measured, measure } from './measure';
import type { LngLat } from './types';

interface RulerProps {
  points: readonly LngLat[];
  onUndo: () => void;
  onClear: () => void;
  onClose: () => void;
}

/** What has been measured so far, and how to go on. */
export function Ruler({ points, onUndo, onClear, onClose }: RulerProps) {
  const { t } = useTranslation('map');
  const measured = measure(points);
  return (
    <section className="map-ruler" aria-label={t('measure.title')}>
      <header>
        <h3>{t('measure.title')}</h3>
        <Button variant="quiet" size="s" icon aria-label={t('measure.close')} onClick={onClose}>
          <Icon name="close" size="s" />
        </Button>
      </header>
      <div role="status">
        {points.length < 2 ? <p>{t(points.length ? 'measure.next' : 'measure.first')}</p> : <Figures of={measured} />}
      </div>
      {points.length > 0 && (
        <div className="row">
          <Button variant="soft" size="s" onClick={onUndo}>
            {t('measure.undo')}
          </Button>
          <Button variant="soft" size="s" onClick={onClear}>
            {t('measure.clear')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Square metres in a 亩. */
const mu = 2000 / 3;

function Figures({ of: { length, around, areaM2 } }: { of: Measured }) {
  const { t } = useTranslation('map');
  const figure = (value: number, digits = 1) =>
    formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <dl>
      <div>
        <dt>{t('measure.length')}</dt>
        <dd>
          <b>{figure(length)}</b> {t('unit.m')}
        </dd>
      </div>
      {around !== undefined && areaM2 !== undefined && (
        <>
          <div>
            <dt>{t('measure.around')}</dt>
            <dd>
              <b>{figure(around)}</b> {t('unit.m')}
            </dd>
          </div>
          <div>
            <dt>{t('measure.area')}</dt>
            <dd>
              <b>{figure(areaM2)}</b> {t('unit.m2')}{' '}
              <span className="c3">
                {figure(areaM2 / mu, 2)} {t('unit.mu')}
              </span>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
