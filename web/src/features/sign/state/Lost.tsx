import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Mine } from '../model';
import styles from './state.module.css';

/** The key is not in this browser: it is in the one that confirmed, or gone. Confirming anew makes another. */
export function Lost({ mine }: { mine: Mine }) {
  const { t } = useTranslation('sign');
  const { agreement } = mine;
  return (
    <section className={styles.standing} data-tone="warn" aria-labelledby="standing">
      <Icon name="warning" />
      <div role="status">
        <h2 id="standing">{t('lost.title')}</h2>
        <p className="c2">{t('lost.text')}</p>
        <p>
          <Link
            className="btn pri"
            to="/sign/$agreement"
            params={{ agreement: agreement.id }}
            search={{ view: 'confirm' }}
          >
            {t('lost.action')}
          </Link>
        </p>
      </div>
    </section>
  );
}
