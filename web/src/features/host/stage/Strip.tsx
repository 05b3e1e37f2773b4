import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slides } from '../../room/api';
import { fileUrl } from '../../room/stage/data';
import { Thumb } from '../../room/stage/Thumb';
import styles from '../host.module.css';

interface StripProps {
  deck: Slides;
  /** The page on stage; 0 when this deck is not. */
  onAir: number;
  next: number | undefined;
  onPick: (page: number) => void;
}

/** The pages of a deck; the one on stage stays in sight. */
export function Strip({ deck, onAir, next, onPick }: StripProps) {
  const { t } = useTranslation('host');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const row = list.current;
    const item = row?.children[Math.max(0, onAir - 1)];
    if (!row || !(item instanceof HTMLElement)) return;
    row.scrollTo({ top: item.offsetTop - (row.clientHeight - item.clientHeight) / 2 });
  }, [onAir]);
  return (
    <ol className={styles.strip} ref={list}>
      {Array.from({ length: deck.pages }, (_, index) => index + 1).map((page) => (
        <li key={page} data-on={page === onAir || undefined} data-next={(page === next && page !== onAir) || undefined}>
          <button
            type="button"
            aria-label={page === onAir ? t('monitor.onStagePage', { page }) : t('monitor.showPage', { page })}
            aria-current={page === onAir || undefined}
            onClick={() => onPick(page)}
          >
            <Thumb url={fileUrl(deck.file)} page={page} />
          </button>
          <span aria-hidden="true">{page}</span>
        </li>
      ))}
    </ol>
  );
}
