import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import styles from './poll.module.css';
import { useMyPoll, useOpenPoll } from './usePolls';

/** Above whatever the panel shows: there is something to vote on. */
export function PollCall({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('room');
  const poll = useOpenPoll();
  const voted = (useMyPoll(poll?.poll)?.choices.length ?? 0) > 0;
  if (!poll) return null;
  return (
    <section className={styles.call} aria-label={t('poll.open')}>
      <p>
        <small>{t('poll.open')}</small>
        <b>{poll.question}</b>
      </p>
      <Button variant={voted ? 'soft' : 'primary'} onClick={onOpen}>
        {t(voted ? 'poll.look' : 'poll.go')}
      </Button>
    </section>
  );
}
