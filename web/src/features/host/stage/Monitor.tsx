import { useTranslation } from 'react-i18next';
import { useRoomView } from '../../room/session';
import { Blank } from '../../room/stage/Blank';
import { slidesOf } from '../../room/stage/data';
import { stageKind } from '../../room/stage/kinds';
import { Screen } from '../../room/stage/Screen';
import { stageOf } from '../../room/views';
import styles from '../host.module.css';

/** What the audience sees now, ringed in vermilion. */
export function Monitor() {
  const { t } = useTranslation(['host', 'room']);
  const stage = useRoomView(stageOf);
  const slides = slidesOf(stage);
  const word = slides
    ? t('host:monitor.slides', { ...slides })
    : stage
      ? t(`room:stage.${stageKind(stage.kind)?.word ?? 'blank'}`)
      : t('host:monitor.nothing');
  return (
    <div className={styles.program}>
      <p className={styles.caption}>
        <span className="live">{t('host:monitor.onAir')}</span>
        <span className="clip">{word}</span>
      </p>
      <div className={styles.onAir} data-testid="monitor">
        {stage ? <Screen stage={stage} small /> : <Blank />}
      </div>
    </div>
  );
}
