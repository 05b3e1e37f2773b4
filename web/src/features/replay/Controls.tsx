import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { type Playback, speeds } from '@/lib/room/replay';
import { clockText } from '@/lib/room/replay-clock';
import { clockTime } from '../room/clock';
import { FullScreen } from '../room/FullScreen';
import room from '../room/room.module.css';
import { usePlayback, useReplay } from './player';
import styles from './replay.module.css';
import { stepMs } from './useKeys';

/** Play and pause, ten seconds and a slide either way, and how fast. */
export function Controls() {
  const { t } = useTranslation('replay');
  const { player, replay, leaf } = useReplay();
  const playback = usePlayback();
  const { offset, playing } = playback;
  const by = (ms: number) => void player.seek(offset + ms);
  return (
    <section className={styles.controls} aria-label={t('controls')}>
      <Button
        variant="primary"
        icon
        className={styles.play}
        aria-label={t(playing ? 'pause' : 'play')}
        disabled={replay.length === 0}
        onClick={player.toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </Button>
      <Button variant="soft" className={styles.step} aria-label={t('back10')} onClick={() => by(-stepMs)}>
        <Icon name="undo" size="s" />
        10
      </Button>
      <Button variant="soft" className={styles.step} aria-label={t('forward10')} onClick={() => by(stepMs)}>
        10
        <Icon name="redo" size="s" />
      </Button>
      <p className={styles.time}>
        <b>{clockText(offset)}</b> / {clockText(replay.length)}
      </p>
      <Reading playback={playback} />
      <div className={`${styles.slides} ${room.desk}`}>
        <Button variant="soft" icon aria-label={t('previous')} onClick={() => leaf(-1)}>
          <Icon name="left" size="s" />
        </Button>
        <Button variant="soft" icon aria-label={t('next')} onClick={() => leaf(1)}>
          <Icon name="right" size="s" />
        </Button>
      </div>
      <Speeds playback={playback} />
      <span className={room.desk}>
        <FullScreen />
      </span>
    </section>
  );
}

/** When it was, or what is being waited for. */
function Reading({ playback }: { playback: Playback }) {
  const { t } = useTranslation('replay');
  const { player, replay } = useReplay();
  const problem = useProblemText();
  const { waiting, failed, loaded, buffering } = playback;
  if (failed)
    return (
      <p className={styles.reading} role="alert">
        <span>{t('failed', { why: problem(failed) })}</span>
        <Button size="s" onClick={player.retry}>
          {t('retry')}
        </Button>
      </p>
    );
  if (buffering)
    return (
      <p className={styles.reading} role="status" aria-busy="true">
        {t('picture.buffering')}
      </p>
    );
  if (waiting)
    return (
      <p className={styles.reading} role="status" aria-busy="true">
        {t('reading', { loaded, head: replay.head })}
      </p>
    );
  return <p className={styles.reading}>{replay.length > 0 && t('then', { time: clockTime(player.now()) })}</p>;
}

function Speeds({ playback }: { playback: Playback }) {
  const { t } = useTranslation('replay');
  const { player } = useReplay();
  return (
    <div className={styles.speeds} role="radiogroup" aria-label={t('speed')}>
      {speeds.map((speed) => (
        <label key={speed} data-on={playback.speed === speed || undefined}>
          <input type="radio" name="speed" checked={playback.speed === speed} onChange={() => player.setSpeed(speed)} />
          {`×${speed}`}
        </label>
      ))}
    </div>
  );
}
