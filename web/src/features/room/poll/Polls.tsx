import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import type { Poll } from '@/lib/room/types';
import { clockTime } from '../clock';
import { useRoomView } from '../session';
import { pollsOf } from '../views';
import { Ballot } from './Ballot';
import styles from './poll.module.css';
import { Results } from './Results';
import { useMyPoll, useTally } from './usePolls';

/** The polls of the session, the open one first. */
export function Polls() {
  const { t } = useTranslation('room');
  const polls = useRoomView(pollsOf);
  if (polls.length === 0) return <Empty title={t('poll.empty')}>{t('poll.emptyHint')}</Empty>;
  return (
    <ul className={styles.polls}>
      {[...polls].reverse().map((poll) => (
        <PollCard key={poll.poll} poll={poll} />
      ))}
    </ul>
  );
}

function PollCard({ poll }: { poll: Poll }) {
  const { t } = useTranslation('room');
  const mine = useMyPoll(poll.poll)?.choices ?? [];
  const tally = useTally(poll);
  const open = poll.status === 'open';
  return (
    <li className={styles.poll} data-open={open || undefined}>
      <p className={styles.meta}>
        <Tag tone={open ? 'act' : 'plain'}>{t(open ? 'poll.open' : 'poll.closed')}</Tag>
        <time dateTime={poll.at}>{clockTime(poll.at)}</time>
      </p>
      <h2>{poll.question}</h2>
      {open && <Ballot key={poll.poll} poll={poll} />}
      {tally && (!open || mine.length > 0) && (
        <Results question={poll.question} kind={poll.kind} options={poll.options} tally={tally} mine={mine} />
      )}
      {open && poll.results === 'closed' && <p className={styles.how}>{t('poll.hidden')}</p>}
    </li>
  );
}
