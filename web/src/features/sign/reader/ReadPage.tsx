import { Link } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { useSize } from '@/features/room/useSize';
import { useProblemText } from '@/lib/problem';
import { SlideError } from '@/lib/room/slides';
import { inLanguage } from '@/lib/text';
import { useAccept, useReadPage } from '../api';
import { Frame } from '../Frame';
import type { Mine } from '../model';
import { usePaper } from '../paper';
import { stepOf } from '../step';
import styles from './reader.module.css';
import { Sheet } from './Sheet';
import { useReading } from './useReading';

/** The document, all pages of it; what has been read, what is left, and accepting it once nothing is. */
export function ReadPage({ mine }: { mine: Mine }) {
  const { t } = useTranslation('sign');
  const { agreement, version } = mine;
  const paper = usePaper(agreement.id, version, agreement.frozen?.digest ?? '');
  const list = useRef<HTMLOListElement>(null);
  const { mutateAsync } = useReadPage(agreement.id);
  const step = stepOf(mine);
  const reads = step === 'read' || step === 'accept';
  const pages = paper.data?.pages ?? mine.pages;
  const known = pagesOf(pages).filter((page) => !mine.unread.includes(page));
  const send = useCallback((page: number) => mutateAsync({ version, page }), [mutateAsync, version]);
  const { read, note, error } = useReading(`${agreement.id}.${version}`, known, send);
  const { width } = useSize(list);
  const left = pagesOf(pages).filter((page) => !read.has(page));
  const turnTo = (page: number) => document.getElementById(`page-${page}`)?.scrollIntoView({ block: 'start' });

  return (
    <Frame
      title={inLanguage(agreement.title)}
      back={agreement.id}
      wide
      foot={
        <ReadFoot
          mine={mine}
          reads={reads}
          pages={pages}
          left={left}
          onNext={() => left[0] && turnTo(left[0])}
          error={error}
        />
      }
    >
      <h1 className="sr">{t('read.title', { title: inLanguage(agreement.title) })}</h1>
      <ol className={styles.list} ref={list}>
        {paper.data &&
          pagesOf(pages).map((page) => (
            <Sheet
              key={page}
              deck={paper.data.deck}
              page={page}
              pages={pages}
              width={Math.max(0, width - 32)}
              read={read.has(page)}
              onRead={reads ? note : ignore}
            />
          ))}
      </ol>
      {!paper.data && !paper.error && <Skeleton lines={12} label={t('read.loading')} />}
      {!paper.data && paper.error && (
        <ErrorState
          title={
            paper.error instanceof SlideError && paper.error.code === 'broken' ? t('read.unreadable') : t('read.failed')
          }
          error={paper.error}
          onRetry={() => void paper.refetch()}
        />
      )}
    </Frame>
  );
}

const ignore = () => undefined;

function pagesOf(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

interface FootProps {
  mine: Mine;
  reads: boolean;
  pages: number;
  left: number[];
  onNext: () => void;
  error: unknown;
}

/** How much is left; then the one thing that follows. */
function ReadFoot({ mine, reads, pages, left, onNext, error }: FootProps) {
  const { t } = useTranslation('sign');
  const text = useProblemText();
  const { agreement, version, unread } = mine;
  const accept = useAccept(agreement.id);
  const step = stepOf(mine);
  const part = pages > 0 ? (pages - left.length) / pages : 0;
  const failed = accept.error ?? error;
  return (
    <>
      {failed !== undefined && failed !== null && <Notice tone="bad">{text(failed)}</Notice>}
      {reads && (
        <div className={styles.progress}>
          <p role="status">
            {left.length > 0
              ? t('read.progress', { read: pages - left.length, pages })
              : t('read.all', { count: pages })}
          </p>
          <div className={styles.meter} aria-hidden="true">
            <i style={{ transform: `scaleX(${part})` }} />
          </div>
        </div>
      )}
      {step === 'read' && left[0] !== undefined && (
        <Button wide size="l" onClick={onNext}>
          {t('read.next', { page: left[0] })}
        </Button>
      )}
      {reads && left.length === 0 && (
        <Button
          wide
          size="l"
          variant="primary"
          busy={accept.isPending || unread.length > 0}
          onClick={() => accept.mutate(version)}
        >
          {unread.length > 0 ? t('read.telling') : t('accept.action', { version })}
        </Button>
      )}
      {step === 'confirm' && (
        <Link
          className="btn pri l wide"
          to="/sign/$agreement"
          params={{ agreement: agreement.id }}
          search={{ view: 'confirm' }}
        >
          {t('confirm.go')}
        </Link>
      )}
      {!reads && step !== 'confirm' && (
        <Link className="btn l wide" to="/sign/$agreement" params={{ agreement: agreement.id }}>
          {t('back')}
        </Link>
      )}
      {reads && <p className="c2">{left.length > 0 ? t('read.kept') : t('accept.text')}</p>}
    </>
  );
}
