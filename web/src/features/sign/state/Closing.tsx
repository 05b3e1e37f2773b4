import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Mine, Turn } from '../model';
import styles from './state.module.css';

/** Signatures go into the document one after the other; this page gives its own when it is asked. */
export function Closing({ mine, turn }: { mine: Mine; turn: Turn | undefined }) {
  const { t } = useTranslation('sign');
  const { agreement, state, keepKey } = mine;
  const signers = turn?.signers ?? agreement.closing?.signers ?? 0;
  // Of two sources the one that is further: both only go up within a round.
  const sealed = Math.max(turn?.sealed ?? 0, agreement.closing?.sealed ?? 0);
  const names = turn?.waiting ?? [];
  const own = state === 'sealed';
  return (
    <section className={styles.standing} aria-labelledby="standing">
      <Icon name="lock" />
      <div>
        <h2 id="standing">{own ? t('closing.mine') : t('closing.title')}</h2>
        <p className="c2" role="status">
          {t('closing.progress', { sealed, signers })}
          {names.length > 0 && t('closing.waiting', { names: names.join(t('standing.and')) })}
        </p>
        <ol className={styles.seals} aria-hidden="true">
          {Array.from({ length: signers }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in a row
            <li key={at} data-done={at < sealed} />
          ))}
        </ol>
        <p className="c2">{keepKey ? t('closing.stay') : t('closing.leave')}</p>
      </div>
    </section>
  );
}
