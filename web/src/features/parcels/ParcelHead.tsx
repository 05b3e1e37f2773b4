import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Phrase } from '@/components/Phrase';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { Actions } from './Actions';
import { Money, PriceFigure } from './figures/Money';
import { StatusTag } from './figures/StatusTag';
import { Uses } from './figures/Uses';
import { Deadline } from './figures/When';
import type { Parcel } from './model';

/** What it is, what it costs, until when, and what one can do. */
export function ParcelHead({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const { prices, derived } = parcel;
  const price = prices.sold ?? prices.start;
  const perFloor = prices.sold ? derived.soldPerFloorM2 : derived.startPerFloorM2;
  return (
    <header className="pc-head">
      <p className="pc-back">
        <Link to="/parcels">
          <Icon name="left" size="s" />
          {t('seeAll')}
        </Link>
        {parcel.can.includes('update-parcel') && (
          <Link to="/staff/parcels/$parcel" params={{ parcel: parcel.id }}>
            {t('editParcel')}
          </Link>
        )}
      </p>
      <div className="pc-name">
        <p className="about">
          <span>{parcel.number || parcel.numberText}</span>
          <StatusTag status={parcel.status} />
          {parcel.illustrative && <Example />}
          {parcel.visibility !== 'public' && <span className="tag">{t('notPublic')}</span>}
        </p>
        <h1>
          <Phrase>{inLanguage(parcel.name)}</Phrase>
        </h1>
        <Uses uses={parcel.uses} text={parcel.usesText} />
        <p className="c2">
          <Deadline dates={parcel.dates} />
        </p>
      </div>
      {price && (
        <dl className="pc-price">
          <div>
            <dt>{t(prices.sold ? 'fact.sold' : 'fact.start')}</dt>
            <dd>
              <PriceFigure price={price} />
            </dd>
          </div>
          {perFloor !== undefined && price.unit !== 'yuan/floor' && (
            <div>
              <dt>{t('perFloor')}</dt>
              <dd>
                <Money value={perFloor} unit="yuan/floor" />
              </dd>
            </div>
          )}
        </dl>
      )}
      <div className="pc-acts">
        <Actions parcel={parcel} all />
      </div>
    </header>
  );
}
