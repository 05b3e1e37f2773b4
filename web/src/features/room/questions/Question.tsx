import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import type { RoomQuestion } from '@/lib/room/types';
import { type RoomMe, roomKeys } from '../api';
import { clockTime } from '../clock';
import { useCan, useRoomPlace, useRoomView } from '../session';
import { peopleOf, roomStateOf } from '../views';
import { Answer, Asked } from './Asked';
import { voteQuestion } from './api';
import styles from './questions.module.css';

/** One question of the list: how many want to know, what is asked, and the answer. */
export function Question({ question, voted, mine }: { question: RoomQuestion; voted: boolean; mine: boolean }) {
  const { t } = useTranslation('room');
  const people = useRoomView(peopleOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const author = question.by ? people.get(question.by) : undefined;
  const { answer } = question;
  return (
    <li className={styles.item} data-pinned={question.pinned || undefined}>
      <Vote question={question} voted={voted} />
      <div className={styles.body}>
        <p className={styles.who}>
          {question.pinned && <Tag tone="act">{t('questions.pinned')}</Tag>}
          {answer && <Tag tone="ok">{t(answer.how === 'live' ? 'questions.answeredLive' : 'questions.answered')}</Tag>}
          {ended && !answer && <Tag tone="warn">{t('questions.followed')}</Tag>}
          <b>{mine ? t('chat.me') : question.anonymous ? t('questions.anon') : author?.name || t('chat.someone')}</b>
          {author?.org && <span className="clip">{author.org}</span>}
          <time dateTime={question.at}>{clockTime(question.at)}</time>
        </p>
        <p className={styles.text}>{question.text}</p>
        <Asked stage={question.stage} />
        {answer?.text && <Answer text={answer.text} by={answer.by} />}
      </div>
    </li>
  );
}

function Vote({ question, voted }: { question: RoomQuestion; voted: boolean }) {
  const { t } = useTranslation('room');
  const { id } = useRoomPlace();
  const queries = useQueryClient();
  const problem = useProblemText();
  const ended = useRoomView(roomStateOf) === 'ended';
  const may = useCan('vote-question');
  // The count the server answered stands until the room tells another.
  const [told, setTold] = useState<{ over: number; votes: number }>();
  const votes = told && told.over === question.votes ? told.votes : question.votes;
  const vote = useMutation({
    mutationFn: (on: boolean) => voteQuestion(id, question.id ?? '', on),
    onSuccess: (count, on) => {
      setTold({ over: question.votes, votes: count });
      queries.setQueryData<RoomMe>(roomKeys.me(id), (me) => {
        if (!me || !question.id) return me;
        const others = me.voted.filter((each) => each !== question.id);
        return { ...me, voted: on ? [...others, question.id] : others };
      });
    },
  });
  return (
    <button
      type="button"
      className={styles.vote}
      aria-pressed={voted}
      aria-label={t(voted ? 'questions.voteMine' : 'questions.vote', { count: votes })}
      title={vote.error ? problem(vote.error) : undefined}
      disabled={!may || ended || question.status !== 'open' || vote.isPending}
      onClick={() => vote.mutate(!voted)}
    >
      <Icon name="up" size="s" />
      <span className="fig">{votes}</span>
    </button>
  );
}
