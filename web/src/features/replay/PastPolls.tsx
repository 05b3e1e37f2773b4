import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import type { Poll } from '@/lib/room/types';
import { clockTime } from '../room/clock';
import poll from '../room/poll/poll.module.css';
import { Results } from '../room/poll/Results';
import { useRoomView } from '../room/session';
import { pollsOf } from '../room/views';
import styles from './replay.module.css';

/** The polls until then: what was asked, and how it ended once it had. */
export function PastPolls() {
  const { t } = useTranslation('room');
  const polls = useRoomView(pollsOf);
  if (polls.length === 0) return <Empty title={t('poll.empty')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <ul className={poll.polls} tabIndex={0}>
      {[...polls].reverse().map((each) => (
        <PastPoll key={each.poll} each={each} />
      ))}
    </ul>
  );
}

function PastPoll({ each }: { each: Poll }) {
  const { t } = useTranslation('room');
  const open = each.status === 'open';
  return (
    <li className={poll.poll} data-open={open || undefined}>
      <p className={poll.meta}>
        <Tag tone={open ? 'act' : 'plain'}>{t(open ? 'poll.open' : 'poll.closed')}</Tag>
        <time dateTime={each.at}>{clockTime(each.at)}</time>
      </p>
      <h2>{each.question}</h2>
      {each.tally ? (
        <Results question={each.question} kind={each.kind} options={each.options} tally={each.tally} />
      ) : (
        <ol className={styles.options}>
          {each.options.map((option, i) => (
            <li key={option}>{each.kind === 'rating' ? t('poll.stars', { count: i + 1 }) : option}</li>
          ))}
        </ol>
      )}
    </li>
  );
}
