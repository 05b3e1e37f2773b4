import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useCan, useRoomView } from '../../room/session';
import { useRoomParcels } from '../../room/showcase/api';
import { parcelOf } from '../../room/showcase/data';
import { stageOf } from '../../room/views';
import { usePush } from '../stage/usePush';

/** What is on stage is older than the notice: the official may put the new figures there. */
export function Older() {
  const { t } = useTranslation('showcase');
  const shown = parcelOf(useRoomView(stageOf));
  const now = useRoomParcels().data?.find(({ id }) => id === shown?.parcel)?.version;
  const may = useCan('set-stage');
  const { push, pending } = usePush();
  if (!shown || !now || now <= shown.version) return null;
  return (
    <Notice tone="warn">
      {t('host.stale', { shown: shown.version, now })}
      {may && (
        <Button
          size="s"
          busy={pending !== undefined}
          onClick={() => push({ kind: 'parcel', data: { parcel: shown.parcel } })}
        >
          {t('host.refresh')}
        </Button>
      )}
    </Notice>
  );
}
