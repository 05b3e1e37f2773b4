import type { ReactNode } from 'react';
import { Icon } from '@/components/Icon';
import styles from './parts.module.css';

interface CheckProps {
  /** Open ones have a ring in place of the mark. */
  done: boolean;
  /** A word at the end of the line. */
  note?: ReactNode;
  children: ReactNode;
}

/** A line of a list of what has been seen to. */
export function Check({ done, note, children }: CheckProps) {
  return (
    <li className={styles.check} data-done={done}>
      {done ? <Icon name="check" /> : <i className={styles.ring} aria-hidden="true" />}
      <span>{children}</span>
      {note && <small>{note}</small>}
    </li>
  );
}
