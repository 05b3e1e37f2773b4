import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useCompared } from '../../parcels/compare';

/** Lays the parcel beside others, or takes it away again. */
export function CompareButton({ parcel }: { parcel: string }) {
  const { t } = useTranslation('showcase');
  const { ids, full, toggle } = useCompared();
  const on = ids.includes(parcel);
  return (
    <Button size="s" variant="quiet" aria-pressed={on} disabled={full && !on} onClick={() => toggle(parcel)}>
      <Icon name={on ? 'check' : 'columns'} size="s" />
      {t(on ? 'compare.added' : 'compare.add')}
    </Button>
  );
}
