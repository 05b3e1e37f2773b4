import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatSize } from '@/lib/text';
import type { Agreement } from '../model';
import { Fingerprint } from '../parts/Fingerprint';
import styles from './state.module.css';

/** What everybody takes away: the signed document, the evidence, and how anybody can check them. */
export function Released({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('sign');
  const { released } = agreement;
  if (!released) return null;
  return (
    <section className={styles.released} aria-labelledby="released">
      <h2 id="released">{t('released.title')}</h2>
      <p className={styles.takes}>
        <a className="btn pri l" href={released.documentUrl} download>
          <Icon name="download" />
          {t('released.document', { size: formatSize(released.size) })}
        </a>
        <a className="btn l" href={released.evidenceUrl} download>
          <Icon name="download" />
          {t('released.evidence', { size: formatSize(released.evidenceSize) })}
        </a>
      </p>
      <p className="c2">{t('released.text')}</p>
      <p>
        <a href="/verify">{t('released.verify')}</a>
      </p>
      <h3>{t('released.digest')}</h3>
      <Fingerprint digest={released.digest} />
    </section>
  );
}
