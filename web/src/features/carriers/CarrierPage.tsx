import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Phrase } from '@/components/Phrase';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { Example } from '@/components/Tag';
import { ApiError } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { carrierQuery } from './api';
import '../parcels/parcel.css';
import './carriers.css';
import type { Carrier } from './model';
import { Contacts, Residents } from './People';
import { Space } from './Space';

/** One carrier: what it has free, at what rent, who is there, whom to ask. */
export function CarrierPage() {
  const { t } = useTranslation('land');
  const { carrier: id } = useParams({ from: '/carriers/$carrier' });
  const { data: carrier, error, refetch } = useQuery(carrierQuery(id));
  useTitle(carrier ? inLanguage(carrier.name) : undefined);
  if (carrier) return <Loaded carrier={carrier} />;
  const gone = error instanceof ApiError && error.status === 404;
  const all = (
    <Link className={gone ? 'btn pri' : 'btn soft'} to="/carriers">
      {t('carrier.all')}
    </Link>
  );
  return (
    <Shell>
      {!error && (
        <div className="wrap">
          <Skeleton page lines={8} />
        </div>
      )}
      {gone && (
        <State title={t('carrier.gone')} level={1} actions={all}>
          <p>{t('carrier.goneText')}</p>
        </State>
      )}
      {error && !gone && (
        <ErrorState title={t('carrier.failed')} error={error} onRetry={() => void refetch()} action={all} level={1} />
      )}
    </Shell>
  );
}

function Loaded({ carrier }: { carrier: Carrier }) {
  const { t } = useTranslation('land');
  const { data: whole } = useQuery({ ...carrierQuery(carrier.partOf ?? ''), enabled: Boolean(carrier.partOf) });
  const note = inLanguage(carrier.note);
  return (
    <Shell footer={<p>{t('carrier.footnote')}</p>}>
      <article className="wrap ca">
        <header>
          <p className="pc-back">
            <Link to="/carriers">
              <Icon name="left" size="s" />
              {t('carrier.all')}
            </Link>
            {carrier.can.includes('update-carrier') && (
              <Link to="/staff/carriers/$carrier" params={{ carrier: carrier.id }}>
                {t('carrier.edit')}
              </Link>
            )}
          </p>
          <p className="about">
            <span className="tag act">{t(`carrierKind.${carrier.kind}`)}</span>
            {carrier.illustrative && <Example />}
            {carrier.visibility !== 'public' && <span className="tag">{t('notPublic')}</span>}
          </p>
          <h1>
            <Phrase>{inLanguage(carrier.name)}</Phrase>
          </h1>
          {note && <p className="lead">{note}</p>}
        </header>
        <div className="ca-two">
          <div>
            <Space carrier={carrier} whole={whole} />
            <Residents residents={carrier.residents ?? []} />
          </div>
          <Contacts contacts={carrier.contacts ?? []} organisation={inLanguage(carrier.organisation.name)} />
        </div>
      </article>
    </Shell>
  );
}
