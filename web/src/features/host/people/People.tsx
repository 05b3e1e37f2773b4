import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useSceneAct } from './api';
import { Behind } from './Behind';
import { OnStage } from './OnStage';
import styles from './people.module.css';

/** Who is on stage, and who waits behind it. */
export function People() {
  const { t } = useTranslation('media');
  const problem = useProblemText();
  const act = useSceneAct();
  return (
    <section className={styles.people} aria-label={t('people.label')}>
      {act.error && <Notice tone="bad">{problem(act.error)}</Notice>}
      <div className={styles.columns}>
        <OnStage act={act} />
        <Behind act={act} />
      </div>
    </section>
  );
}
