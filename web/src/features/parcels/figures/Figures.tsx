import { useTranslation } from 'react-i18next';
import type { ParcelFigures } from '../model';
import { Area } from './Area';
import './figures.css';
import { Limit } from './Interval';
import { Money, PriceFigure } from './Money';

/** The same four figures of a parcel wherever it is one of several: area, FAR, height, price. */
export function Figures({ parcel }: { parcel: ParcelFigures }) {
  const { t } = useTranslation('land');
  const { areaM2, areaText, far, height, prices, derived } = parcel;
  const price = prices.sold ?? prices.start;
  const perFloor = prices.sold ? derived.soldPerFloorM2 : derived.startPerFloorM2;
  return (
    <dl className="four">
      <div>
        <dt>{t('fact.area')}</dt>
        <dd>
          {areaM2 ? (
            <>
              <b>
                <Area m2={areaM2} />
              </b>
              <small>
                <Area m2={areaM2} unit="mu" />
              </small>
            </>
          ) : (
            (areaText ?? <None />)
          )}
        </dd>
      </div>
      <div>
        <dt>{t('fact.far')}</dt>
        <dd>{far ? <Limit name="far" interval={far} /> : <None />}</dd>
      </div>
      <div>
        <dt>{t('fact.height')}</dt>
        <dd>{height ? <Limit name="height" interval={height} /> : <None />}</dd>
      </div>
      <div>
        <dt>{t(prices.sold ? 'fact.sold' : 'fact.start')}</dt>
        <dd>
          {price ? <PriceFigure price={price} /> : <None />}
          {perFloor !== undefined && price?.unit !== 'yuan/floor' && (
            <small>
              <Money value={perFloor} unit="yuan/floor" />
            </small>
          )}
        </dd>
      </div>
    </dl>
  );
}

/** The notice does not say. */
export function None() {
  const { t } = useTranslation('land');
  return (
    <span className="c3">
      <span aria-hidden="true">—</span>
      <span className="sr">{t('notSaid')}</span>
    </span>
  );
}
