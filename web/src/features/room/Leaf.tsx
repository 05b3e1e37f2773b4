import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useLooking } from './looking';
import styles from './room.module.css';

/** ‹ 12 / 22 › — turning pages for oneself. */
export function Leaf() {
  const { t } = useTranslation('room');
  const { looking, live, leaf } = useLooking();
  const here = looking ?? live;
  if (!here) return null;
  const { page, pages } = here;
  return (
    <div className={styles.leaf}>
      <Button variant="soft" icon disabled={page <= 1} aria-label={t('stage.previous')} onClick={() => leaf(-1)}>
        <Icon name="left" size="s" />
      </Button>
      <span className={styles.leafPage}>
        <b>{page}</b> / {pages}
        <span className="sr">{t('stage.page', { page, pages })}</span>
      </span>
      <Button variant="soft" icon disabled={page >= pages} aria-label={t('stage.next')} onClick={() => leaf(1)}>
        <Icon name="right" size="s" />
      </Button>
    </div>
  );
}
