import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { Area } from '../parcels/figures/Area';
import type { Carrier } from './model';
import { RentFigure } from './Rent';

/** One carrier in a list: what it is, what is free, what it costs. */
export function CarrierRow({ carrier, rank = 2 }: { carrier: Carrier; rank?: 2 | 3 }) {
  const { t } = useTranslation('land');
  const Title = `h${rank}` as const;
  const free = carrier.space?.freeM2;
  const [rent] = carrier.rents ?? [];
  return (
    <article className="crow">
      <Title>
        <Link to="/carriers/$carrier" params={{ carrier: carrier.id }}>
          {inLanguage(carrier.name)}
        </Link>
        <span className="kind">{t(`carrierKind.${carrier.kind}`)}</span>
        {carrier.illustrative && <Example />}
      </Title>
      <p className="c2">{inLanguage(carrier.note)}</p>
      {(free !== undefined || rent) && (
        <p className="crow-figures">
          {free !== undefined && (
            <span>
              {t('carrier.free')}{' '}
              <b>
                <Area m2={free} />
              </b>
            </span>
          )}
          {rent && <RentFigure rent={rent} />}
        </p>
      )}
    </article>
  );
}
