import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { formatNumber } from '@/lib/text';
import { useCan, useRoomView } from '../../room/session';
import { useRoomParcels } from '../../room/showcase/api';
import { parcelOf } from '../../room/showcase/data';
import { slidesOf } from '../../room/stage/data';
import { stageOf } from '../../room/views';
import { usePush } from '../stage/usePush';
import { useOlderSlide } from './useOlderSlide';

/** What is on stage is older than the notice: the official may put the new figures there. */
export function Older() {
  const { t } = useTranslation('showcase');
  const stage = useRoomView(stageOf);
  const shown = parcelOf(stage);
  const slide = useOlderSlide(slidesOf(stage));
  const now = useRoomParcels().data?.find(({ id }) => id === shown?.parcel)?.version;
  const may = useCan('set-stage');
  const { push, pending } = usePush();
  if (slide) {
    const figures = slide.figures
      .slice(0, 3)
      .map((figure) => formatNumber(figure))
      .join(t('host.comma'));
    return <Notice tone="warn">{t('host.slide', { name: slide.name, figures })}</Notice>;
  }
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
