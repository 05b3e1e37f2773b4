import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useMedia } from './MediaProvider';
import styles from './media.module.css';
import { usePerson } from './usePerson';
import { Video } from './Video';

interface TileProps {
  id: string;
  className?: string | undefined;
  style?: CSSProperties;
}

/** Somebody on stage: their picture, and their name and microphone, always. */
export function Tile({ id, className = '', style }: TileProps) {
  const { t } = useTranslation('media');
  const { state } = useMedia();
  const { name, seat, heard, speaking } = usePerson(id);
  const [seen, setSeen] = useState(false);
  if (seat?.camera && !seen) setSeen(true);
  // Off by will shows the name; broken off shows the last frame.
  const byEar = state.picture !== 'on' && !seat?.own;
  const off = byEar || (seat !== undefined && !seat.camera);
  const waiting = (!seat || seat.lost) && !byEar && !state.cut && state.phase === 'open';
  return (
    <figure
      className={`${styles.tile} ${className}`}
      style={style}
      data-seat={id}
      data-speaking={(speaking && heard) || undefined}
      data-own={seat?.own || undefined}
    >
      <span className={styles.initial} aria-hidden="true">
        {[...name][0]}
      </span>
      {!off && <Video picture={seat?.camera} label={t('tile.video', { name })} mirrored={seat?.own ?? false} />}
      {waiting && <span className={styles.gone}>{t(seen ? 'tile.gone' : 'tile.joining')}</span>}
      <figcaption>
        <Icon name={heard ? 'mic' : 'micOff'} size="s" />
        <span className="sr">{t(heard ? (speaking ? 'tile.speaking' : 'tile.heard') : 'tile.muted')}</span>
        <span className="clip">{name}</span>
      </figcaption>
    </figure>
  );
}
