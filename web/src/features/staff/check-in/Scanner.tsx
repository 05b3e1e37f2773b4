import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import type { DeviceProblem } from '@/lib/media/devices';
import { CameraError, scan } from '@/lib/scan';

/** The camera at the back; it is asked for by a press, so that the browser's question does not come out of nowhere. */
export function Scanner({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation(['staff-check-in', 'media']);
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(false);
  const [problem, setProblem] = useState<DeviceProblem>();
  const tell = useRef(onCode);
  tell.current = onCode;
  useEffect(() => {
    const element = video.current;
    if (!on || !element) return;
    let left = false;
    let stop = () => {};
    scan(element, (code) => tell.current(code)).then(
      (close) => {
        stop = close;
        if (left) close();
      },
      (cause: unknown) => {
        setProblem(cause instanceof CameraError ? cause.problem : 'unknown');
        setOn(false);
      },
    );
    return () => {
      left = true;
      stop();
    };
  }, [on]);
  const open = () => {
    setProblem(undefined);
    setOn(true);
  };
  return (
    <div className="ci-camera">
      <div className={on ? 'ci-view on' : 'ci-view'}>
        <video ref={video} playsInline muted aria-label={t('camera.label')} />
        {on ? (
          <p>{t('camera.hint')}</p>
        ) : (
          <Button variant="primary" size="l" onClick={open}>
            <Icon name="camera" />
            {t('camera.start')}
          </Button>
        )}
      </div>
      {on && (
        <Button variant="quiet" onClick={() => setOn(false)}>
          {t('camera.stop')}
        </Button>
      )}
      {problem && (
        <Notice tone="bad">
          <b>{t('camera.failed')}</b>
          <p>{t(`media:device.${problem}`)}</p>
          <p>{t('camera.instead')}</p>
        </Notice>
      )}
    </div>
  );
}
