import type { ReactNode } from 'react';
import { Brand } from '@/components/Brand';
import { LanguageMenu } from '@/components/LanguageMenu';
import { Plot } from '../stage/Blank';
import styles from './door.module.css';

interface DoorCardProps {
  title: string;
  /** What the person came for: event and session. */
  over?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One sentence on what happened, one on what next, one action. */
export function DoorCard({ title, over, actions, children }: DoorCardProps) {
  return (
    <div className={styles.door}>
      <header className={styles.bar}>
        <Brand />
        <LanguageMenu />
      </header>
      <main className={styles.card}>
        <Plot />
        {over && <div className={styles.over}>{over}</div>}
        <h1>{title}</h1>
        <div className={styles.text}>{children}</div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </main>
    </div>
  );
}
