import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import type { Kit, KitState } from '@/lib/media/kit';
import { useProblemText } from '@/lib/problem';
import { setScene } from '../media/api';
import { useMedia } from '../media/MediaProvider';
import { useCan, useRoomSession } from '../session';
import { leaveStage } from './api';
import styles from './backstage.module.css';

/** While I am on stage, or ready to go: where I am, my microphone, my camera, my screen, and the way down. */
export default function MyStage() {
  const { t } = useTranslation('media');
  const { state, mine, kit, kitState, openBackstage } = useMedia();
  const ready = kitState?.ready === true;
  if (!mine && !ready) return null;
  const where = !mine
    ? t('mine.ready')
    : !ready
      ? t('mine.called')
      : state.onAir
        ? t('mine.onAir')
        : t('mine.connecting');
  return (
    <section className={styles.mine} aria-label={t('mine.label')} data-on={(mine && ready) || undefined}>
      <p role="status">
        <Icon name={mine ? 'sound' : 'check'} size="s" />
        {where}
      </p>
      {ready && kit ? (
        <Acts kit={kit} kitState={kitState} />
      ) : (
        <Button variant="primary" size="s" onClick={openBackstage}>
          {t('mine.open')}
        </Button>
      )}
    </section>
  );
}

function Acts({ kit, kitState }: { kit: Kit; kitState: KitState }) {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const { id } = useRoomSession();
  const { mine, openBackstage } = useMedia();
  const maySet = useCan('set-scene');
  const me = mine?.id;
  const act = useMutation({ mutationFn: (work: () => Promise<unknown>) => work() });
  const { camera, microphone, screen } = kitState;
  const silenced = mine?.muted ?? false;
  const speaks = microphone.state === 'on' && !microphone.muted && !silenced;
  const seen = camera.state === 'on' && !camera.muted;
  const sharing = screen.tracks.length > 0;
  const share = async () => {
    if (sharing) kit.unshare();
    else if (!(await kit.share())) return;
    if (me && maySet) await setScene(id, { screen: sharing ? '' : me });
  };
  return (
    <>
      <div className={styles.acts}>
        <Button size="s" aria-pressed={speaks} disabled={silenced} onClick={() => void kit.toggle('microphone')}>
          <Icon name={speaks ? 'mic' : 'micOff'} size="s" />
          {t(silenced ? 'mine.silenced' : speaks ? 'mine.mute' : 'mine.unmute')}
        </Button>
        <Button size="s" aria-pressed={seen} onClick={() => void kit.toggle('camera')}>
          <Icon name={seen ? 'camera' : 'cameraOff'} size="s" />
          {t(seen ? 'mine.hide' : 'mine.show')}
        </Button>
        {me && (
          <Button size="s" aria-pressed={sharing} onClick={() => act.mutate(share)}>
            <Icon name="slides" size="s" />
            {t(sharing ? 'mine.unshare' : 'mine.share')}
          </Button>
        )}
        <Button size="s" variant="quiet" icon aria-label={t('mine.devices')} onClick={openBackstage}>
          <Icon name="settings" size="s" />
        </Button>
        {me ? (
          <Button size="s" variant="danger" busy={act.isPending} onClick={() => act.mutate(() => leaveStage(id, me))}>
            {t('mine.leave')}
          </Button>
        ) : (
          <Button size="s" variant="quiet" onClick={kit.close}>
            {t('mine.stop')}
          </Button>
        )}
      </div>
      {(act.error || screen.problem || camera.problem || microphone.problem) && (
        <p className={styles.trouble} role="alert">
          {act.error
            ? problem(act.error)
            : screen.problem
              ? t(screen.problem === 'denied' ? 'screen.denied' : `device.${screen.problem}`)
              : t(`device.${camera.problem ?? microphone.problem ?? 'unknown'}`)}
        </p>
      )}
    </>
  );
}
