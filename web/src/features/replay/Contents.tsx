import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { Input } from '@/components/Input';
import { clockText } from '@/lib/room/replay-clock';
import type { Chapter } from './api';
import { chapterAt, chapterKind } from './chapters';
import { FoundList } from './FoundList';
import type { Tab } from './Panel';
import { usePlayback, useReplay } from './player';
import styles from './replay.module.css';

const typingMs = 300;

interface ContentsProps {
  words: string;
  onWords: (words: string) => void;
  onTab: (tab: Tab) => void;
}

/** What can be jumped to; what a search finds takes its place while there are words. */
export function Contents({ words, onWords, onTab }: ContentsProps) {
  const { t } = useTranslation('replay');
  const wanted = useTyped(words.trim());
  return (
    <>
      <search className={styles.search}>
        <Icon name="search" size="s" />
        <Input
          type="search"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          maxLength={60}
          value={words}
          onChange={(event) => onWords(event.target.value)}
        />
      </search>
      {wanted === '' ? <Chapters /> : <FoundList words={wanted} onTab={onTab} />}
    </>
  );
}

/** The words once nobody has typed for a moment. */
function useTyped(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), words === '' ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

function Chapters() {
  const { t } = useTranslation('replay');
  const { chapters } = useReplay().replay;
  const here = chapterAt(chapters, usePlayback().offset);
  const known = chapters.filter(chapterKind);
  if (known.length === 0) return <Empty title={t('contents.empty')}>{t('contents.emptyHint')}</Empty>;
  return (
    <ol className={styles.chapters}>
      {known.map((chapter) => (
        <Row key={chapter.seq} chapter={chapter} here={chapter === here} />
      ))}
    </ol>
  );
}

function Row({ chapter, here }: { chapter: Chapter; here: boolean }) {
  const { t } = useTranslation(['replay', 'room']);
  const { player } = useReplay();
  const row = useRef<HTMLLIElement>(null);
  const kind = chapterKind(chapter);
  useEffect(() => {
    if (here) row.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  if (!kind) return null;
  return (
    <li ref={row} data-kind={chapter.kind}>
      <button type="button" aria-current={here ? 'step' : undefined} onClick={() => void player.seek(chapter.offset)}>
        <span className={styles.at}>{clockText(chapter.offset)}</span>
        <Icon name={kind.icon} size="s" />
        <span className={styles.title}>{kind.title(chapter, t)}</span>
      </button>
    </li>
  );
}
