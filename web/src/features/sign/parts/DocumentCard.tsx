import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDigest } from '@/lib/signing/intent';
import { inLanguage } from '@/lib/text';
import { formatDay, formatTime } from '@/lib/time';
import type { Agreement } from '../model';
import type { Paper } from '../paper';
import styles from './parts.module.css';
import { Thumb } from './Thumb';

interface CardProps {
  agreement: Agreement;
  paper: Paper | undefined;
  /** Of the version that is there to read. */
  pages: number;
  version: number;
  action?: ReactNode;
}

/** Which document it is: its first page, its name, how long it is, and its fingerprint as computed here. */
export function DocumentCard({ agreement, paper, pages, version, action }: CardProps) {
  const { t } = useTranslation('sign');
  const { frozen } = agreement;
  return (
    <section className={styles.card} aria-label={t('document.label')}>
      <Thumb deck={paper?.deck} />
      <div>
        <h2>{inLanguage(agreement.title)}</h2>
        <p className="c2">
          {frozen
            ? t('document.frozen', { count: pages, time: whenOf(frozen.at) })
            : t('document.version', { count: pages, version })}
        </p>
        {paper && <p className={`code ${styles.short}`}>{shortDigest(paper.digest)}</p>}
        {action}
      </div>
    </section>
  );
}

/** The time of today, else the day too. */
export function whenOf(at: string): string {
  const time = formatTime(at);
  return formatDay(at) === formatDay(new Date()) ? time : `${formatDay(at)} ${time}`;
}
