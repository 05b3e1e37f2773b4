import { useTranslation } from 'react-i18next';
import { shortDigest } from '@/lib/signing/intent';
import { momentOf, type Step } from './model';
import styles from './verify.module.css';

/** Every line of the evidence, as it was recorded; folded, for there are many. */
export function Timeline({ steps }: { steps: Step[] }) {
  const { t } = useTranslation('verify');
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      <details className={styles.steps}>
        <summary>{t('timeline.all', { count: steps.length })}</summary>
        <ol>
          {steps.map(({ seq, at, who, text, level_text, page, digest }) => (
            <li key={seq}>
              <span className="code c3">{momentOf(at)}</span>
              <span>{[who, text, page && t('timeline.page', { page }), level_text].filter(Boolean).join(' · ')}</span>
              <span className="code c3">{shortDigest(digest)}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
