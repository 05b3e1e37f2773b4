import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import styles from './Page.module.css';
import { usePage } from './usePage';

interface PageProps {
  url: string;
  page: number;
  label: string;
  /** Lay selectable words over the picture. */
  words?: boolean;
  /** Lies over the page, exactly as large. */
  children?: ReactNode;
}

/** One page of a PDF, as large as its box allows. What was drawn last stays until the next is ready. */
export function Page({ url, page, label, words = false, children }: PageProps) {
  const { t } = useTranslation('room');
  const { box, sheet, layer, over, error, slow, retry } = usePage(url, page, words);
  return (
    <div className={styles.box} ref={box}>
      <div className={styles.page} ref={sheet} role="img" aria-label={label} data-page={page} />
      <div className={styles.words} ref={layer} />
      <div className={styles.over} ref={over}>
        {children}
      </div>
      {error ? (
        <p className={styles.note} role="status">
          {t(`stage.error.${error}`, { page })}
          {error === 'network' && (
            <Button size="s" onClick={retry}>
              {t('stage.retry')}
            </Button>
          )}
        </p>
      ) : (
        slow && <p className={styles.note}>{t('stage.slow', { page })}</p>
      )}
    </div>
  );
}
