import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { useCompared } from './compare';
import { Keep } from './Keep';
import type { Parcel } from './model';

/** Asking and talking, which rooms have too. */
const Reach = lazy(() => import('../room/showcase/Reach'));

/** What one can do about a parcel; under the thumb on a phone, with everything else at a desk. */
export function Actions({ parcel, all = false }: { parcel: Parcel; all?: boolean }) {
  const name = inLanguage(parcel.name);
  return (
    <>
      <Keep parcel={parcel.id} name={name} />
      {parcel.visibility === 'public' && (
        <div className="reach">
          <Suspense>
            <Reach parcel={parcel.id} name={name} />
          </Suspense>
        </div>
      )}
      {all && <MoreActions parcel={parcel} />}
    </>
  );
}

function MoreActions({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const { ids, full, toggle } = useCompared();
  const chosen = ids.includes(parcel.id);
  return (
    <>
      <Button
        variant="soft"
        aria-pressed={chosen}
        disabled={full && !chosen}
        className={chosen ? 'on' : undefined}
        onClick={() => toggle(parcel.id)}
      >
        <Icon name="columns" />
        {t(chosen ? 'compare.added' : 'compare.add')}
      </Button>
      <Button variant="soft" onClick={() => print()}>
        <Icon name="print" />
        {t('print.action')}
      </Button>
    </>
  );
}
