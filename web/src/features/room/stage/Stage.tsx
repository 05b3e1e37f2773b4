import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterSigning, StartStage, useCeremony } from '../ceremony/parts';
import { useLooking } from '../looking';
import { MediaBar, StagePeople } from '../media/parts';
import { useRoomPlace, useRoomView } from '../session';
import { lostAtOf, phaseOf, roomStateOf, stageOf } from '../views';
import { Curtain } from './Curtain';
import { Frozen } from './Frozen';
import { PointerDot } from './PointerDot';
import { ReturnBar } from './ReturnBar';
import { Screen } from './Screen';
import styles from './stage.module.css';
import { useSwipe } from './useSwipe';

/** The screen everyone sees, or the page this viewer has turned to alone; over it the people, live unless told otherwise. */
export function Stage({ people = <StagePeople /> }: { people?: ReactNode }) {
  const { t } = useTranslation('room');
  const { info } = useRoomPlace();
  const stage = useRoomView(stageOf);
  const state = useRoomView(roomStateOf);
  const phase = useRoomView(phaseOf);
  const lostAt = useRoomView(lostAtOf);
  const { looking, leaf, back } = useLooking();
  const signing = useCeremony() === 'signing';
  const shown = looking ? { kind: 'slides', data: { ...looking } } : stage;
  const curtain = !looking && (state === 'waiting' || state === 'ended' || !stage);

  const swipe = useSwipe(leaf);
  const turn = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'PageUp') leaf(-1);
    else if (event.key === 'ArrowRight' || event.key === 'PageDown') leaf(1);
    else if (event.key === 'Escape' && looking) back();
    else return;
    event.preventDefault();
  };

  return (
    <div
      className={styles.frame}
      id="room-stage"
      data-kind={signing && state === 'ended' ? 'document' : curtain ? undefined : shown?.kind}
    >
      <section
        className={styles.screen}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys leaf through the slides here
        tabIndex={0}
        aria-label={t('stage.label')}
        onKeyDown={turn}
        {...swipe}
      >
        {signing && state === 'ended' && !looking ? (
          <AfterSigning />
        ) : curtain || !shown ? (
          <Curtain state={state} session={info.session} />
        ) : (
          <Screen stage={shown} over={looking ? undefined : <PointerDot />} />
        )}
        {people}
        <StartStage />
        {state === 'paused' && !looking && <p className={styles.paused}>{t('stage.paused')}</p>}
        {lostAt !== undefined && phase !== 'open' && <Frozen at={lostAt} />}
      </section>
      <ReturnBar />
      <MediaBar />
    </div>
  );
}
