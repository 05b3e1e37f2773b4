import { useTranslation } from 'react-i18next';
import type { Agreement } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { hasConfirmed } from './agreement';
import styles from './panel.module.css';

/** The other agreements of the same ceremony. */
export function Others({ all, shown }: { all: readonly Agreement[]; shown: string }) {
  const { t, i18n } = useTranslation('ceremony');
  const others = all.filter(({ agreement }) => agreement !== shown);
  if (others.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t('others')}>
      <h2>{t('others')}</h2>
      <ul className={styles.others}>
        {others.map(({ agreement, title, state, parties }) => (
          <li key={agreement}>
            <span className="clip">{inLanguage(title, i18n.language)}</span>
            <span>
              {state === 'released'
                ? t('state.released')
                : `${parties.filter(hasConfirmed).length} / ${parties.length}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
