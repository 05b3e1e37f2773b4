import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { idOf, seatOf } from '@/lib/media/scene';
import type { ScenePerson } from '@/lib/room/types';
import { usePerson } from '../../room/media/usePerson';
import { Video } from '../../room/media/Video';
import { useCan, useRoomView } from '../../room/session';
import { sceneOf } from '../../room/views';
import { useQuality, type useSceneAct } from './api';
import styles from './people.module.css';

/** Somebody on stage: how they are seen and heard, and how their line is. */
export function StageCard({ person, act }: { person: ScenePerson; act: ReturnType<typeof useSceneAct> }) {
  const { t } = useTranslation('media');
  const scene = useRoomView(sceneOf);
  const may = { set: useCan('set-scene'), bring: useCan('bring-on-stage'), off: useCan('send-off-stage') };
  const seatId = seatOf(person);
  const id = idOf(person);
  const { name, org, seat, heard, speaking } = usePerson(seatId);
  const quality = useQuality().data?.find((each) => each.participant === id);
  const forward = scene.speaker === id;
  const shares = seat?.screen !== undefined;
  const onScreen = scene.screen === id;
  const status = !seat
    ? t('people.away')
    : seat.lost
      ? t('people.lost')
      : person.muted
        ? t('people.silenced')
        : seat.microphone === 'none'
          ? t('people.noSound')
          : t(speaking ? 'tile.speaking' : heard ? 'people.heard' : 'tile.muted');
  const line =
    quality &&
    t('people.line', { loss: quality.lossPercent, rtt: quality.rttMs, size: `${quality.width}×${quality.height}` });
  return (
    <li className={styles.card} data-speaking={(speaking && heard) || undefined} data-forward={forward || undefined}>
      <span className={styles.thumb}>
        {seat?.camera ? (
          <Video picture={seat.camera} label={t('tile.video', { name })} />
        ) : (
          <i aria-hidden="true">{[...name][0]}</i>
        )}
      </span>
      <p>
        <b className="clip">{name}</b>
        <span className="clip" data-trouble={!seat || seat.lost || undefined}>
          {[status, org].filter(Boolean).join(' · ')}
        </span>
      </p>
      <div className={styles.acts}>
        {shares && may.set && (
          <Button
            size="s"
            variant={onScreen ? 'soft' : 'primary'}
            onClick={() => act.mutate({ act: 'screen', id: onScreen ? '' : id })}
          >
            {t(onScreen ? 'people.screenOff' : 'people.screenOn')}
          </Button>
        )}
        {may.bring && (
          <Button
            size="s"
            variant="quiet"
            icon
            aria-pressed={person.muted ?? false}
            aria-label={t(person.muted ? 'people.unmute' : 'people.mute', { name })}
            title={t(person.muted ? 'people.unmute' : 'people.mute', { name })}
            onClick={() => act.mutate({ act: 'bring', id, muted: !person.muted })}
          >
            <Icon name={heard ? 'mic' : 'micOff'} size="s" />
          </Button>
        )}
        {may.set && (
          <Button
            size="s"
            variant="quiet"
            icon
            aria-pressed={forward}
            aria-label={t(forward ? 'people.unforward' : 'people.forward', { name })}
            title={t(forward ? 'people.unforward' : 'people.forward', { name })}
            onClick={() => act.mutate({ act: 'forward', id: forward ? '' : id })}
          >
            <Icon name="pin" size="s" />
          </Button>
        )}
        {may.off && (
          <Button size="s" variant="soft" onClick={() => act.mutate({ act: 'send-off', id })}>
            {t('people.sendOff')}
          </Button>
        )}
      </div>
      {line && <p className={styles.line}>{line}</p>}
    </li>
  );
}
