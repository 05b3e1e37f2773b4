import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Handout } from '@/lib/room/types';
import { formatSize } from '@/lib/text';
import { useRoomPlace } from '../session';
import styles from './panel.module.css';

/** Pictures of the ceremony to take home, such as the commemorative one. */
export function Pictures({ handouts }: { handouts: readonly Handout[] }) {
  const { t } = useTranslation('ceremony');
  const { id } = useRoomPlace();
  const pictures = handouts.filter(({ kind }) => kind === 'picture');
  if (pictures.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t('pictures')}>
      <h2>{t('pictures')}</h2>
      <ul className={styles.pictures}>
        {pictures.map(({ file, name, size }) => (
          <li key={file}>
            <a href={`/api/v1/rooms/${id}/handouts/${file}/content`} download={name}>
              <Icon name="download" size="s" />
              <span className="clip">{name}</span>
              <small>{formatSize(size)}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
