import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import media from '../room/media/media.module.css';
import { useRoomView } from '../room/session';
import { recordingOf } from '../room/views';
import { usePlayback, useReplay } from './player';

/** Why there is no picture where one was recorded; the rest plays on without it. */
export function PictureNote() {
  const { t } = useTranslation('replay');
  const { player, replay } = useReplay();
  const { offset } = usePlayback();
  const recording = useRoomView(recordingOf);
  const failed = player.film.failedAt(offset);
  const gone = recording !== undefined && !replay.recordings.some(({ id }) => id === recording.id);
  if (!failed && !gone) return null;
  return (
    <div className={media.bar} role="status">
      <Icon name="cameraOff" size="s" />
      <span>{t(failed ? 'picture.failed' : 'picture.gone')}</span>
      {failed && (
        <Button size="s" onClick={player.film.retry}>
          {t('picture.retry')}
        </Button>
      )}
    </div>
  );
}
