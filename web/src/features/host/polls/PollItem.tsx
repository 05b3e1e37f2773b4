import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import { Results } from '../../room/poll/Results';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { roomStateOf } from '../../room/views';
import styles from '../host.module.css';
import { deletePoll, type HostPoll, setPollStatus, useFreshPolls } from './api';
import { PollForm } from './PollForm';
import own from './polls.module.css';

/** One poll as its host sees it: a draft to open, a running tally to watch, or a result. */
export function PollItem({ poll, free }: { poll: HostPoll; free: boolean }) {
  const { t } = useTranslation(['host', 'room']);
  const { id } = useRoomSession();
  const problem = useProblemText();
  const refresh = useFreshPolls();
  const may = useCan('set-poll-status');
  const over = useRoomView(roomStateOf) === 'ended';
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<'close' | 'remove'>();
  const act = useMutation({
    mutationFn: (what: 'open' | 'close' | 'remove') =>
      what === 'remove' ? deletePoll(id, poll.id) : setPollStatus(id, poll.id, what === 'open' ? 'open' : 'closed'),
    onSuccess: () => {
      setAsking(undefined);
      return refresh();
    },
  });
  if (editing && poll.status === 'draft') {
    return (
      <li className={own.poll}>
        <PollForm poll={poll} onDone={() => setEditing(false)} />
      </li>
    );
  }
  const { status, kind, question, options, tally } = poll;
  return (
    <li className={own.poll} data-status={status}>
      <p className={own.meta}>
        <Tag tone={status === 'open' ? 'act' : 'plain'}>
          {status === 'draft' ? t('host:polls.draft') : t(`room:poll.${status}`)}
        </Tag>
        <span>{t(`host:polls.kinds.${kind}`)}</span>
        <span>{t(poll.results === 'live' ? 'host:polls.resultsLive' : 'host:polls.resultsClosed')}</span>
      </p>
      <h3>{question}</h3>
      {status === 'draft' && kind !== 'rating' && <p className={styles.small}>{options.join(' · ')}</p>}
      {tally && <Results question={question} kind={kind} options={options} tally={tally} />}
      {status === 'open' && poll.results === 'closed' && <p className={styles.small}>{t('host:polls.hidden')}</p>}
      {act.error && !asking && <Notice tone="bad">{problem(act.error)}</Notice>}
      {may && status === 'draft' && (
        <div className={own.acts}>
          <Button
            size="s"
            variant={free ? 'primary' : 'soft'}
            disabled={!free || over || act.isPending}
            onClick={() => act.mutate('open')}
          >
            {t('host:polls.open')}
          </Button>
          <Button size="s" variant="soft" onClick={() => setEditing(true)}>
            {t('host:polls.edit')}
          </Button>
          <Button size="s" variant="quiet" onClick={() => setAsking('remove')}>
            {t('host:polls.remove')}
          </Button>
        </div>
      )}
      {may && status === 'open' && (
        <div className={own.acts}>
          <Button size="s" variant="primary" onClick={() => setAsking('close')}>
            {t('host:polls.close')}
          </Button>
        </div>
      )}
      {asking && (
        <Dialog title={t(`host:polls.${asking}Ask`)} onClose={() => setAsking(undefined)}>
          <p>{asking === 'close' ? t('host:polls.closeText') : question}</p>
          {act.error && <Notice tone="bad">{problem(act.error)}</Notice>}
          <div className={styles.buttons}>
            <Button onClick={() => setAsking(undefined)}>{t('host:state.cancel')}</Button>
            <Button
              variant={asking === 'close' ? 'primary' : 'danger'}
              filled={asking === 'remove'}
              disabled={act.isPending}
              onClick={() => act.mutate(asking)}
            >
              {t(`host:polls.${asking}`)}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
