import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Agreement } from '../model';
import { reached, type Step, stations } from '../step';
import styles from './parts.module.css';

/** The whole way of an agreement and where the reader stands on it. */
export function Way({ step, agreement }: { step: Step; agreement: Agreement }) {
  const { t } = useTranslation('sign');
  // Others may be further than who takes somebody's place, but nobody is past the document's own state.
  const now = reached(step);
  const sealing = agreement.state === 'sealing' || agreement.state === 'confirmed';
  return (
    <ol className={styles.way} aria-label={t('way.label')}>
      {stations.map((station, at) => {
        const done = at < now;
        const here = at === now;
        return (
          <li key={station} data-done={done} aria-current={here ? 'step' : undefined}>
            {done ? <Icon name="check" size="s" /> : <i className={styles.ring} aria-hidden="true" />}
            <span>{t(here && station === 'seal' && sealing ? 'way.sealing' : `way.${station}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
