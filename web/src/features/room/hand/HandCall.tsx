import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useProblemText } from '@/lib/problem';
import { ToBackstage } from '../backstage/ToBackstage';
import styles from '../poll/poll.module.css';
import { useMoveHand, useMyHand } from './useHand';

/** While my hand is up: where I am in the queue, or that it is my turn. */
export function HandCall() {
  const { t } = useTranslation('room');
  const problem = useProblemText();
  const hand = useMyHand();
  const move = useMoveHand();
  if (!hand && !move.error) return null;
  return (
    <section className={styles.call} aria-label={t('hand.label')}>
      <p role="status">
        <small>{t('hand.label')}</small>
        <b>
          {move.error ? problem(move.error) : hand?.called ? t('hand.called') : t('hand.place', { place: hand?.place })}
        </b>
      </p>
      {hand?.called && <ToBackstage primary />}
      {hand && (
        <Button variant="soft" busy={move.isPending} onClick={() => move.mutate(false)}>
          {t('hand.lower')}
        </Button>
      )}
    </section>
  );
}
