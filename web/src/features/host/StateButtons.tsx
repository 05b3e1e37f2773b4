import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { RoomPhase } from '@/lib/room/types';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { onlineOf, roomStateOf } from '../room/views';
import { type RoomStep, setRoomState } from './api';
import styles from './host.module.css';

type Step = 'start' | 'resume' | 'pause' | 'end';

const target: Record<Step, RoomStep> = { start: 'live', resume: 'live', pause: 'paused', end: 'ended' };

/** What a host can do next in each state; the first is the filled one. */
const steps: Record<RoomPhase, Step[]> = {
  waiting: ['start'],
  live: ['pause', 'end'],
  paused: ['resume', 'end'],
  ended: [],
};

export function StateButtons() {
  const { t } = useTranslation('host');
  const state = useRoomView(roomStateOf);
  const may = useCan('set-room-state');
  const { id } = useRoomSession();
  const [asking, setAsking] = useState<Step>();
  if (!may) return null;
  const variant = (step: Step) => (step === 'end' ? 'danger' : step === 'pause' ? 'soft' : 'primary');
  // Another host may have done it while the question stood here.
  const open = asking && steps[state].includes(asking) ? asking : undefined;
  return (
    <>
      {state === 'ended' && (
        <Link
          to="/staff/reports/$room"
          params={{ room: id }}
          className={buttonClass({ size: 's', variant: 'primary' })}
        >
          {t('toReport')}
        </Link>
      )}
      {steps[state].map((step) => (
        <Button key={step} size="s" variant={variant(step)} onClick={() => setAsking(step)}>
          {t(`state.${step}`)}
        </Button>
      ))}
      {open && <Ask step={open} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function Ask({ step, onClose }: { step: Step; onClose: () => void }) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const online = useRoomView(onlineOf);
  const change = useMutation({ mutationFn: () => setRoomState(id, target[step]), onSuccess: onClose });
  const words =
    step === 'resume' ? undefined : { title: t(`state.${step}Title`), text: t(`state.${step}Text`, { count: online }) };
  return (
    <Dialog title={words?.title ?? t('state.resume')} onClose={onClose}>
      {words && <p>{words.text}</p>}
      {change.error && <Notice tone="bad">{problem(change.error)}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('state.cancel')}</Button>
        <Button
          variant={step === 'end' ? 'danger' : 'primary'}
          filled={step === 'end'}
          disabled={change.isPending}
          onClick={() => change.mutate()}
        >
          {t(`state.${step}`)}
        </Button>
      </div>
    </Dialog>
  );
}
