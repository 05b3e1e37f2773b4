import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { StagePeople } from '../../room/media/parts';
import { useCan, useRoomView } from '../../room/session';
import { parcelOf, placeLabel } from '../../room/showcase/data';
import { Blank } from '../../room/stage/Blank';
import { slidesOf } from '../../room/stage/data';
import { stageKind } from '../../room/stage/kinds';
import { PointerDot } from '../../room/stage/PointerDot';
import { stageOf } from '../../room/views';
import { documentOf } from '../ceremony/stage';
import styles from '../host.module.css';
import { HoldPicker } from '../people/HoldPicker';
import { Older } from '../showcase/Older';
import { OnAir } from '../showcase/OnAir';
import { PointerPad } from './PointerPad';

/** What the audience sees now, ringed in vermilion. */
export function Monitor() {
  const { t } = useTranslation(['host', 'room']);
  const stage = useRoomView(stageOf);
  const mayPoint = useCan('move-pointer');
  const [pointing, setPointing] = useState(false);
  const slides = slidesOf(stage);
  const parcel = parcelOf(stage);
  const document = documentOf(stage);
  const word = parcel?.place
    ? t('room:stage.parcelAt', { place: placeLabel(parcel.place) })
    : slides
      ? t('host:monitor.slides', { ...slides })
      : document
        ? `${t('room:stage.document')} ${document.page} / ${document.pages}`
        : stage
          ? t(`room:stage.${stageKind(stage.kind)?.word ?? 'blank'}`)
          : t('host:monitor.nothing');
  const over = slides && (pointing ? <PointerPad page={slides.page} /> : <PointerDot />);
  return (
    <div className={styles.program}>
      <div className={styles.caption}>
        <span className="live">{t('host:monitor.onAir')}</span>
        <span className="clip">{word}</span>
        <span className={styles.end}>
          <HoldPicker />
        </span>
        {mayPoint && slides && (
          <button
            type="button"
            className={styles.point}
            aria-pressed={pointing}
            aria-label={t('host:monitor.point')}
            title={t('host:monitor.point')}
            onClick={() => setPointing(!pointing)}
          >
            <Icon name="hand" size="s" />
          </button>
        )}
      </div>
      <div className={styles.onAir} data-testid="monitor" data-map={parcel ? true : undefined}>
        {stage ? <OnAir over={over} /> : <Blank />}
        <StagePeople small />
      </div>
      <Older />
    </div>
  );
}
