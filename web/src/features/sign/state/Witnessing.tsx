import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useWitness } from '../api';
import { Statement } from '../confirm/Statement';
import { hasConfirmed, type Mine, signersOf, witnessIn } from '../model';
import { whenOf } from '../parts/DocumentCard';
import styles from './state.module.css';

/** A witness says that they saw it: a line of evidence, no signature in the document. */
export function Witnessing({ mine }: { mine: Mine }) {
  const { t } = useTranslation('sign');
  const text = useProblemText();
  const witness = useWitness(mine.agreement.id);
  const own = witnessIn(mine);
  const seen = signersOf(mine.agreement).some(({ signer }) => hasConfirmed(signer));
  if (!own) return null;
  if (own.witnessedAt) {
    return (
      <p className={styles.witnessed}>
        <Icon name="check" />
        {t('witness.done', { time: whenOf(own.witnessedAt) })}
      </p>
    );
  }
  return (
    <section className={styles.released} aria-labelledby="witness">
      <h2 id="witness">{t('witness.title')}</h2>
      <p className="c2">{t('witness.text')}</p>
      <Statement>{t('witness.statement', { name: own.name })}</Statement>
      {witness.error && <Notice tone="bad">{text(witness.error)}</Notice>}
      <Button
        variant="primary"
        size="l"
        wide
        disabled={!seen}
        busy={witness.isPending}
        onClick={() => witness.mutate()}
      >
        {t('witness.action')}
      </Button>
      {!seen && <p className="c2">{t('witness.wait')}</p>}
    </section>
  );
}
