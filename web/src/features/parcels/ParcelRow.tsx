import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { useCompared } from './compare';
import { Figures } from './figures/Figures';
import { StatusTag } from './figures/StatusTag';
import { Uses } from './figures/Uses';
import { Deadline } from './figures/When';
import { Keep } from './Keep';
import type { Parcel } from './model';

interface ParcelRowProps {
  parcel: Parcel;
  /** Marked on the map. */
  marked?: boolean;
  onPoint?: (id: string | undefined) => void;
  /** Rank of its heading. */
  rank?: 2 | 3;
}

/** One parcel in a list: what, the four figures that decide, until when; pointing at it marks it on the map. */
export function ParcelRow({ parcel, marked = false, onPoint, rank = 2 }: ParcelRowProps) {
  const Title = `h${rank}` as const;
  const { id } = parcel;
  const name = inLanguage(parcel.name);
  return (
    <article
      id={`parcel-${id}`}
      className={marked ? 'prow marked' : 'prow'}
      onPointerEnter={() => onPoint?.(id)}
      onPointerLeave={() => onPoint?.(undefined)}
      onFocus={() => onPoint?.(id)}
      onBlur={() => onPoint?.(undefined)}
    >
      <p className="about">
        <span>{parcel.number || parcel.numberText}</span>
        <StatusTag status={parcel.status} />
        {parcel.illustrative && <Example />}
      </p>
      <Title>
        <Link to="/parcels/$parcel" params={{ parcel: id }}>
          {name}
        </Link>
      </Title>
      <Keep parcel={id} name={name} bare variant="quiet" />
      <Uses uses={parcel.uses} text={parcel.usesText} />
      <Figures parcel={parcel} />
      <div className="foot-line">
        <Deadline dates={parcel.dates} />
        <CompareBox id={id} name={name} />
      </div>
    </article>
  );
}

export function CompareBox({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('land');
  const { ids, full, toggle } = useCompared();
  const chosen = ids.includes(id);
  return (
    <label className="cmp-box" title={full && !chosen ? t('compare.full') : undefined}>
      <input type="checkbox" checked={chosen} disabled={full && !chosen} onChange={() => toggle(id)} />
      <span>
        {t('compare.add')}
        <span className="sr"> {name}</span>
      </span>
    </label>
  );
}
