import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { SlideDeck } from '@/lib/room/slides';
import styles from './reader.module.css';
import { usePage } from './usePage';

interface SheetProps {
  deck: SlideDeck;
  page: number;
  pages: number;
  /** In CSS pixels; 0 until measured. */
  width: number;
  read: boolean;
  onRead: (page: number) => void;
}

/** One page of the document, with its words selectable over it and its end marked. */
export function Sheet({ deck, page, pages, width, read, onRead }: SheetProps) {
  const { t } = useTranslation('sign');
  const { box, sheet, layer, end, ratio, broken } = usePage(deck, page, width, onRead);
  return (
    <li className={styles.sheet} id={`page-${page}`} ref={box} data-read={read}>
      <h2 className="sr">{t('read.page', { page, pages })}</h2>
      <div className={styles.paper} style={{ aspectRatio: ratio }}>
        <div ref={sheet} aria-hidden="true" />
        <div className={styles.words} ref={layer} />
        {broken && <p className={styles.broken}>{t('read.broken')}</p>}
      </div>
      <p className={styles.foot} ref={end}>
        <span>{t('read.page', { page, pages })}</span>
        {read && (
          <span className={styles.done}>
            <Icon name="check" size="s" />
            {t('read.done')}
          </span>
        )}
      </p>
    </li>
  );
}
