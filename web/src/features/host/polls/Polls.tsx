import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Skeleton } from '@/components/Skeleton';
import { useCan } from '../../room/session';
import { usePolls } from './api';
import { PollForm } from './PollForm';
import { PollItem } from './PollItem';
import own from './polls.module.css';

const order = { open: 0, draft: 1, closed: 2 };

/** Polls to make, open, watch and close: the open one first, then drafts, then results. */
export function Polls() {
  const { t } = useTranslation('host');
  const polls = usePolls();
  const may = useCan('create-poll');
  const [making, setMaking] = useState(false);
  const all = [...(polls.data ?? [])].sort((a, b) => order[a.status] - order[b.status]);
  const free = all[0]?.status !== 'open';
  return (
    <div className={own.polls}>
      {may && !making && (
        <div className={own.new}>
          <Button size="s" onClick={() => setMaking(true)}>
            <Icon name="plus" size="s" />
            {t('polls.new')}
          </Button>
        </div>
      )}
      {making && <PollForm onDone={() => setMaking(false)} />}
      {polls.isPending && <Skeleton lines={5} />}
      {polls.isError && (
        <ErrorState title={t('polls.broken')} error={polls.error} onRetry={() => void polls.refetch()} />
      )}
      {polls.isSuccess && all.length === 0 && !making && <Empty title={t('polls.empty')}>{t('polls.emptyHint')}</Empty>}
      <ul>
        {all.map((poll) => (
          <PollItem key={poll.id} poll={poll} free={free} />
        ))}
      </ul>
    </div>
  );
}
