import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { readyOf } from '@/lib/media/devices';
import { Kit } from '@/lib/media/kit';
import { useProblemText } from '@/lib/problem';
import { useMedia } from '../media/MediaProvider';
import { useCan, useRoomSession } from '../session';
import { sayReady } from './api';
import styles from './backstage.module.css';
import { Choice } from './Choice';
import { Level } from './Level';
import { Preview } from './Preview';
import { ScreenCheck } from './ScreenCheck';

interface BackstageProps {
  onKit: (kit: Kit) => void;
  onClose: () => void;
}

/** Behind the stage: look at oneself and listen before anybody else does, then say ready. */
export default function Backstage({ onKit, onClose }: BackstageProps) {
  const { kit } = useMedia();
  const [fresh] = useState(() => kit ?? new Kit());
  useEffect(() => {
    onKit(fresh);
    void fresh.open();
  }, [fresh, onKit]);
  return kit ? <Check kit={kit} onClose={onClose} /> : null;
}

function Check({ kit, onClose }: { kit: Kit; onClose: () => void }) {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const { id } = useRoomSession();
  const { kitState, mine } = useMedia();
  const maySay = useCan('set-ready');
  const ready = useMutation({
    mutationFn: async () => {
      const { camera, microphone } = kit.getSnapshot();
      kit.setReady(true);
      if (!maySay) return;
      await sayReady(id, {
        camera: readyOf(camera.problem, camera.track !== undefined),
        microphone: readyOf(microphone.problem, microphone.track !== undefined),
      });
    },
    onSuccess: onClose,
  });
  if (!kitState) return null;
  const { camera, microphone, cameras, microphones } = kitState;
  const any = camera.state === 'on' || microphone.state === 'on';
  const asking = camera.state === 'asking' || microphone.state === 'asking';
  // Whoever looks and goes away again has no camera running behind their back.
  const leave = () => {
    if (!kitState.ready && !mine) kit.close();
    onClose();
  };
  return (
    <Dialog
      title={t('backstage.title')}
      onClose={leave}
      actions={
        <Button variant="primary" disabled={!any || asking} busy={ready.isPending} onClick={() => ready.mutate()}>
          {t(mine ? 'backstage.go' : 'backstage.ready')}
        </Button>
      }
    >
      <div className={styles.check}>
        <p className={styles.lead}>{t(mine ? 'backstage.called' : 'backstage.hint')}</p>
        <Preview device={camera} />
        <Choice kind="camera" device={camera} found={cameras} onChoose={(which) => void kit.use('camera', which)} />
        <Choice
          kind="microphone"
          device={microphone}
          found={microphones}
          onChoose={(which) => void kit.use('microphone', which)}
        >
          <Level track={microphone.track?.mediaStreamTrack} />
        </Choice>
        {!mine && <ScreenCheck kit={kit} screen={kitState.screen} />}
        {ready.error && <Notice tone="bad">{problem(ready.error)}</Notice>}
      </div>
    </Dialog>
  );
}
