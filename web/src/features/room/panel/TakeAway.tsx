import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useRoomView } from '../session';
import { takeAwayOf } from '../views';
import styles from './panel.module.css';

/** Links the host has laid out; each says where it leads. */
export function TakeAway() {
  const { t } = useTranslation('room');
  const links = useRoomView(takeAwayOf);
  if (links.length === 0) return null;
  return (
    <ul className={styles.links} aria-label={t('materials.links')}>
      {links.map(({ title, url }) => (
        <li key={`${title} ${url}`}>
          <a href={url} target="_blank" rel="noopener noreferrer nofollow">
            <Icon name="link" />
            <span>
              <b>{title}</b>
              <small className="clip">{new URL(url).host}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
