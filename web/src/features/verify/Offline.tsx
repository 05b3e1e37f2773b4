import { useTranslation } from 'react-i18next';
import styles from './verify.module.css';

/** How to check with no network, and with no trust in this page either. */
export function Offline({ pem }: { pem: string | undefined }) {
  const { t } = useTranslation('verify');
  return (
    <section className={styles.side} aria-labelledby="offline">
      <h2 id="offline">{t('offline.title')}</h2>
      <p className="c2">{t('offline.here')}</p>
      <p className="c2">{t('offline.command')}</p>
      <pre className="code" lang="">
        zhaoyun verify FILE --trust anchors.pem
      </pre>
      {pem && (
        <p>
          <a href={`data:application/x-pem-file;base64,${btoa(pem)}`} download="anchors.pem">
            {t('offline.anchors')}
          </a>
        </p>
      )}
      <p className="c2">{t('offline.others')}</p>
    </section>
  );
}
