import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import Backchannel from '../../room/backchannel/Backchannel';
import { useUnread } from '../../room/backchannel/useUnread';
import { useCan } from '../../room/session';
import styles from './side.module.css';

/** The backchannel stays in sight below whatever else is open; folded, it says how much is unread. */
export function Dock() {
  const { t } = useTranslation('room');
  const may = useCan('post-backchannel');
  const [open, setOpen] = useState(() => !matchMedia('(max-width: 960px)').matches);
  const unread = useUnread(open);
  if (!may) return null;
  return (
    <section className={styles.dock} aria-label={t('backchannel.title')} data-open={open || undefined}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('backchannel.title')}
          {unread > 0 && (
            <span className="n hot">
              {unread}
              <span className="sr">{t('backchannel.unread')}</span>
            </span>
          )}
          <small>{t('backchannel.hint')}</small>
          <Icon name={open ? 'down' : 'up'} size="s" />
        </button>
      </h2>
      {open && <Backchannel />}
    </section>
  );
}
