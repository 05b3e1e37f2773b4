import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { clockTime } from '../room/clock';
import type { CrewMember } from './api';
import { ItemActs } from './ItemActs';
import { Lights } from './Lights';
import styles from './rundown.module.css';
import type { Row, Schedule } from './schedule';
import { speakerOf } from './words';

interface ShowItemProps {
  row: Row;
  schedule: Schedule;
  crew: CrewMember[];
  version: number;
  open: boolean;
  onToggle: () => void;
  onEdit: () => void;
}

/** One item: when, what, who, how long it was to be and was, and whether it can start. Pressing it opens what can be done. */
export function ShowItem({ row, schedule, crew, version, open, onToggle, onEdit }: ShowItemProps) {
  const { t } = useTranslation('rundown');
  const { item, status, ranMs } = row;
  const ran = Math.floor(ranMs / 60_000);
  const over = status === 'running' && ranMs > item.minutes * 60_000;
  const length =
    status === 'planned'
      ? t('length', { count: item.minutes })
      : t(status === 'running' ? 'lengthOn' : 'lengthDone', { ran, count: item.minutes });
  return (
    <li className={styles.item} data-status={status} data-open={open || undefined}>
      <button type="button" className={styles.itemMain} aria-expanded={open} onClick={onToggle}>
        <time dateTime={item.startedAt ?? item.startsAt}>{clockTime(item.startedAt ?? item.startsAt)}</time>
        <span className={styles.row}>
          <b className={styles.title}>
            {item.title}
            {status === 'running' && <span className="sr">{t('isOn')}</span>}
          </b>
          <span className={styles.length} data-over={over || undefined}>
            {length}
          </span>
        </span>
        <span className={styles.row}>
          <span className={`clip ${styles.who}`}>{speakerOf(item, crew)}</span>
          <Lights item={item} who={crew.find((each) => each.person === item.person)} />
        </span>
      </button>
      {open && (
        <div className={styles.more}>
          {item.notes && (
            <p className={styles.notes}>
              <Icon name="document" size="s" />
              <span>{item.notes}</span>
            </p>
          )}
          <ItemActs row={row} schedule={schedule} version={version} onEdit={onEdit} />
        </div>
      )}
    </li>
  );
}
