import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { clockText } from '@/lib/room/replay-clock';
import { type Found, useSearch } from './api';
import type { Tab } from './Panel';
import { useReplay } from './player';
import styles from './replay.module.css';

/** Where what a line says is shown once one has jumped there. */
const shownIn: Record<string, Tab> = {
  'chat.posted': 'chat',
  'question.asked': 'questions',
  'question.answered': 'questions',
  'poll.opened': 'polls',
};

export function FoundList({ words, onTab }: { words: string; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation('replay');
  const { replay, player } = useReplay();
  const search = useSearch(replay.room, words);
  if (search.isPending) return <Skeleton lines={4} />;
  if (search.isError)
    return <ErrorState title={t('search.failed')} error={search.error} onRetry={() => void search.refetch()} />;
  const items = search.data.pages.flatMap((page) => page.items);
  const people = new Map(search.data.pages.flatMap((page) => page.people).map((person) => [person.id, person]));
  if (items.length === 0 && !search.hasNextPage)
    return <Empty title={t('search.empty', { words })}>{t('search.emptyHint')}</Empty>;
  const go = (found: Found) => {
    void player.seekEntry(found.seq);
    const tab = shownIn[found.type];
    if (tab) onTab(tab);
  };
  return (
    <div className={styles.found}>
      <p className="sr" role="status">
        {t('search.count', { count: items.length })}
      </p>
      <ol className={styles.chapters}>
        {items.map((found) => (
          <li key={found.seq}>
            <button type="button" onClick={() => go(found)}>
              <span className={styles.at}>{clockText(found.offset)}</span>
              <span className={styles.title}>
                <small>{people.get(found.by ?? '')?.name || t(`search.kind.${kindOf(found.type)}`)}</small>
                <Marked text={found.excerpt} words={words} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {search.hasNextPage && (
        <Button variant="quiet" size="s" busy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
          {t('search.more')}
        </Button>
      )}
    </div>
  );
}

const kindsOfLine = {
  'chat.posted': 'chat',
  'question.asked': 'question',
  'question.answered': 'answer',
  'announcement.posted': 'announcement',
  'poll.opened': 'poll',
} as const;

function kindOf(type: string) {
  return Object.hasOwn(kindsOfLine, type) ? kindsOfLine[type as keyof typeof kindsOfLine] : 'stage';
}

/** An excerpt with the words that were looked for set off. */
function Marked({ text, words }: { text: string; words: string }) {
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return text;
  const end = at + words.length;
  return (
    <span>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </span>
  );
}
