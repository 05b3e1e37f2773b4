import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '@/lib/media/layout';
import { useRoomView } from '../session';
import { peopleOf, sceneOf } from '../views';
import { Hold } from './Hold';
import { useMedia } from './MediaProvider';
import styles from './media.module.css';
import { TapForSound } from './TapForSound';
import { Tile } from './Tile';
import { useArrangement } from './useArrangement';
import { Video } from './Video';

/** The player of the film: the one place where the audience beyond the connected gets its picture from. */
const HlsStage = lazy(() => import('./HlsStage'));

/** The people on stage, over what lies on it: that keeps its place below, so that nothing jumps when a page turns. */
export default function StagePeople({ small = false }: { small?: boolean }) {
  const { t } = useTranslation('media');
  const { state, media } = useMedia();
  const scene = useRoomView(sceneOf);
  const people = useRoomView(peopleOf);
  const { content, seats, lead } = useArrangement();
  const film = state.film;
  const shared = scene.screen ? state.seats.get(scene.screen)?.screen : undefined;
  const sharer = scene.screen ? (people.get(scene.screen)?.name ?? '') : '';
  return (
    <div className={styles.people} data-small={small || undefined}>
      {!content && <div className={styles.floor} />}
      {scene.screen && !film && (
        <div className={styles.shared} data-testid="shared">
          <Video picture={shared} label={t('screen.of', { name: sharer })} whole />
        </div>
      )}
      {film ? (
        <div className={content && !scene.screen ? `${styles.pip} ${styles.film}` : styles.film}>
          <Suspense fallback={null}>
            <HlsStage url={film} />
          </Suspense>
        </div>
      ) : (
        <>
          {seats.map(({ id, box }) => (
            <Tile key={id} id={id} className={seats.length > 1 ? styles.one : undefined} style={placed(box)} />
          ))}
          {content && lead && <Tile key={lead} id={lead} className={styles.pip} />}
        </>
      )}
      {scene.hold && <Hold hold={scene.hold} blocked={state.blocked} />}
      {state.blocked && !small && <TapForSound onTap={() => void media.startSound()} />}
    </div>
  );
}

const placed = ({ left, top, width, height }: Box) => ({
  left: `${left}%`,
  top: `${top}%`,
  width: `${width}%`,
  height: `${height}%`,
});
