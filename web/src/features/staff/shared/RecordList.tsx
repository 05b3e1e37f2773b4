import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { useProblemText } from '@/lib/problem';
import { ActionButton } from './ActionButton';
import type { CursorList } from './useCursorList';
import { useNarrow } from './useNarrow';

export interface RecordColumn<T> {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Figures stand at the right. */
  figure?: boolean;
  width?: number;
  /** On a phone: stands alone on top of the card, or at its end; left out where there is nothing to add. */
  phone?: 'title' | 'foot' | 'none';
}

interface RecordListProps<T extends { id: string }> {
  label: string;
  list: CursorList<T>;
  columns: readonly RecordColumn<T>[];
  /** What did not work, when it did not. */
  failed: string;
  empty: ReactNode;
}

/** A list with its states: skeleton, error, nothing yet, table or cards, and the next page. */
export function RecordList<T extends { id: string }>({ label, list, columns, failed, empty }: RecordListProps<T>) {
  const { items } = list;
  if (!items) {
    if (list.error)
      return <ErrorState title={failed} error={list.error} onRetry={() => void list.refetch()} level={2} />;
    return <Skeleton lines={8} />;
  }
  if (items.length === 0) return empty;
  return (
    <div className={list.isPlaceholderData ? 'st-list stale' : 'st-list'} aria-busy={list.isPlaceholderData}>
      {list.isRefetchError && <Outdated error={list.error} onRetry={() => void list.refetch()} />}
      <Records label={label} items={items} columns={columns} />
      <More list={list} />
    </div>
  );
}

type RecordsProps<T extends { id: string }> = Pick<RecordListProps<T>, 'label' | 'columns'> & { items: T[] };

/** A table, on a phone cards. */
export function Records<T extends { id: string }>({ label, items, columns }: RecordsProps<T>) {
  const narrow = useNarrow();
  if (narrow) return <Cards label={label} items={items} columns={columns} />;
  return (
    <Table<T>
      aria-label={label}
      rowKey="id"
      dataSource={items}
      pagination={false}
      columns={columns.map(({ key, title, cell, figure, width }) => ({
        key,
        title,
        width,
        align: figure ? ('right' as const) : undefined,
        render: (_: unknown, row: T) => cell(row),
      }))}
    />
  );
}

function Cards<T extends { id: string }>({ label, items, columns }: RecordsProps<T>) {
  const shown = (where: RecordColumn<T>['phone']) => columns.filter(({ phone }) => phone === where);
  return (
    <ul className="st-cards" aria-label={label}>
      {items.map((row) => (
        <li key={row.id}>
          {shown('title').map(({ key, cell }) => (
            <div key={key} className="st-card-title">
              {cell(row)}
            </div>
          ))}
          <dl>
            {shown(undefined).map(({ key, title, cell }) => (
              <div key={key}>
                <dt>{title}</dt>
                <dd>{cell(row)}</dd>
              </div>
            ))}
          </dl>
          {shown('foot').map(({ key, cell }) => (
            <div key={key} className="st-card-foot">
              {cell(row)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function More<T>({ list }: { list: CursorList<T> }) {
  const { t } = useTranslation('staff');
  if (!list.hasNextPage) return null;
  return (
    <p className="st-more">
      <ActionButton busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('list.more')}
      </ActionButton>
    </p>
  );
}

/** What is shown was read earlier; why it is not newer. */
export function Outdated({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('staff');
  const text = useProblemText();
  return (
    <Notice
      tone="warn"
      action={
        <Button size="small" onClick={onRetry}>
          {t('list.refresh')}
        </Button>
      }
    >
      {t('list.outdated', { problem: text(error) })}
    </Notice>
  );
}
