import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { Handout } from '@/lib/room/types';
import { formatSize } from '@/lib/text';
import { useRoomPlace, useRoomView } from '../session';
import { handoutsOf, takeAwayOf } from '../views';
import styles from './panel.module.css';

/** What the host has laid out to take away: files, each with what it weighs, and links, each with where it leads. */
export function TakeAway() {
  const { t } = useTranslation('room');
  const handouts = useRoomView(handoutsOf);
  const links = useRoomView(takeAwayOf);
  if (handouts.length + links.length === 0) return null;
  return (
    <section className={styles.links}>
      <h2>{t('materials.takeAway')}</h2>
      {handouts.length > 0 && (
        <ul aria-label={t('materials.handouts')}>
          {handouts.map((each) => (
            <li key={each.file}>
              <File handout={each} />
            </li>
          ))}
        </ul>
      )}
      {links.length > 0 && (
        <ul aria-label={t('materials.links')}>
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
      )}
    </section>
  );
}

function File({ handout: { file, kind, name, pages, size } }: { handout: Handout }) {
  const { t } = useTranslation('room');
  const { id } = useRoomPlace();
  const facts = [
    kind === 'slides' ? 'PDF' : t(`materials.${kind}`),
    pages && t('materials.pages', { count: pages }),
    formatSize(size),
  ];
  return (
    <a href={`/api/v1/rooms/${id}/handouts/${file}/content`} download={name}>
      <Icon name="download" />
      <span>
        <b>{name}</b>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
    </a>
  );
}
