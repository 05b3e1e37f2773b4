import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { Stage } from '@/lib/room/types';
import type { StageBody } from '../host/api';
import { OnAir } from '../host/showcase/OnAir';
import { useKeys } from '../host/stage/useKeys';
import { usePush } from '../host/stage/usePush';
import { StagePeople } from '../room/media/parts';
import { useCan, useRoomView } from '../room/session';
import { Blank } from '../room/stage/Blank';
import { slidesOf } from '../room/stage/data';
import { PointerDot } from '../room/stage/PointerDot';
import { Screen } from '../room/stage/Screen';
import { roomStateOf, stageOf } from '../room/views';
import styles from './presenter.module.css';

const bodyOf = (stage: Stage | null | undefined): StageBody | undefined =>
  stage ? { kind: stage.kind, data: stage.data } : undefined;

/** The slide everybody sees, the one after it, and two large buttons. Arrow keys and a clicker do the same; B blanks. */
export function Pages() {
  const { t } = useTranslation('rundown');
  const problem = useProblemText();
  const stage = useRoomView(stageOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const may = useCan('set-stage') && !ended;
  const { push, pending, failed } = usePush();
  const [before, setBefore] = useState<Stage>();
  if (stage && stage.kind !== 'blank' && stage !== before) setBefore(stage);
  const live = slidesOf(stage);
  useKeys({ stage: bodyOf(stage), before: bodyOf(before), pending, push, on: may });
  const turned = (by: number): StageBody | undefined => {
    const page = (live?.page ?? 0) + by;
    return live && page >= 1 && page <= live.pages ? { kind: 'slides', data: { ...live, page } } : undefined;
  };
  const previous = turned(-1);
  const next = turned(1);
  const go = (to: StageBody | undefined) => to && push(to);
  return (
    <section className={styles.pages} aria-label={t('presenter.current')}>
      <div className={styles.current} data-testid="current">
        {stage ? <OnAir over={live && <PointerDot />} /> : <Blank />}
        <StagePeople small />
      </div>
      <div className={styles.below}>
        <div className={styles.turn}>
          <Button size="l" disabled={!may || !previous} onClick={() => go(previous)}>
            <Icon name="left" />
            <span>{t('presenter.prevPage')}</span>
          </Button>
          <p className="fig" aria-live="polite">
            {live ? t('presenter.page', { page: live.page, pages: live.pages }) : ''}
          </p>
          <Button size="l" variant="primary" disabled={!may || !next} onClick={() => go(next)}>
            <span>{t('presenter.nextPage')}</span>
            <Icon name="right" />
          </Button>
        </div>
        {!may && !ended && <p className={styles.small}>{t('presenter.readOnly')}</p>}
        {failed && (
          <Notice tone="bad">
            {t('presenter.failed')} {problem(failed.error)}
          </Notice>
        )}
      </div>
      <div className={styles.after}>
        <h2>{next ? t('presenter.next') : live ? t('presenter.last') : t('presenter.next')}</h2>
        <div className={styles.preview}>{next && <Screen stage={next} small />}</div>
      </div>
    </section>
  );
}
