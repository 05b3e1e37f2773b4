import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { ConnectionState } from '@/lib/room/socket';
import type { Start } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { useCountdown } from '../../room/ceremony/useCountdown';
import { exactTime } from '../../room/clock';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { peopleOf } from '../../room/views';
import { cancelStart } from './api';
import styles from './ceremony.module.css';
import { Pressers } from './Pressers';
import { StartForm } from './StartForm';
import { useMay } from './useMay';

export const startOf = (state: ConnectionState) => state.room.start;

/** The start: when it is, who presses, and who did. */
export function StartCard() {
  const { t } = useTranslation('host-ceremony');
  const start = useRoomView(startOf);
  return (
    <section className={styles.card} aria-label={t('start.title')}>
      <h2>{t('start.title')}</h2>
      {start ? <Planned key={start.seq} start={start} /> : <Unset />}
    </section>
  );
}

function Unset() {
  const may = useMay('set-start');
  return (
    <>
      <Pressers />
      {may && <StartForm />}
    </>
  );
}

function Planned({ start }: { start: Start }) {
  const left = useCountdown(Date.parse(start.at));
  return left > 0 ? <Running start={start} left={left} /> : <Begun start={start} />;
}

function Running({ start, left }: { start: Start; left: number }) {
  const { t, i18n } = useTranslation('host-ceremony');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const may = useCan('cancel-start');
  const cancel = useMutation({ mutationFn: () => cancelStart(room) });
  return (
    <>
      <p className={styles.count} role="timer">
        {left}
      </p>
      <p className={styles.say}>
        {t('start.running', { at: exactTime(start.at) })} {inLanguage(start.label, i18n.language)}
      </p>
      <Pressers />
      {may && (
        <div className={styles.acts}>
          <Button size="s" variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('start.cancel')}
          </Button>
        </div>
      )}
      {cancel.error && <Notice tone="bad">{problem(cancel.error)}</Notice>}
    </>
  );
}

function Begun({ start }: { start: Start }) {
  const { t, i18n } = useTranslation('host-ceremony');
  const people = useRoomView(peopleOf);
  return (
    <>
      <p className={styles.say}>
        {t('start.begun', { at: exactTime(start.at) })} {inLanguage(start.label, i18n.language)}
      </p>
      {start.presses.length === 0 && <p className={styles.note}>{t('start.nobodyPressed')}</p>}
      <ul className={styles.rows}>
        {start.presses.map(({ by, offset }) => (
          <li key={by} data-light="on">
            <i aria-hidden="true">
              <Icon name="check" size="s" />
            </i>
            <b className="clip">{people.get(by)?.name ?? t('start.somebody')}</b>
            <span>
              {t('start.offset', { seconds: `${offset < 0 ? '−' : '+'}${(Math.abs(offset) / 1000).toFixed(2)}` })}
            </span>
          </li>
        ))}
      </ul>
      <details className={styles.again}>
        <summary>{t('start.again')}</summary>
        <Unset />
      </details>
    </>
  );
}
