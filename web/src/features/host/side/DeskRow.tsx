import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import type { QuestionAnswer, QuestionTopic } from '@/lib/room/types';
import { clockTime } from '../../room/clock';
import { Answer, Asked } from '../../room/questions/Asked';
import { answerQuestion, pinQuestion, reviewQuestion } from '../../room/questions/api';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { peopleOf } from '../../room/views';
import { isTyping } from './Desk';
import { DeskForm, type DeskTask } from './DeskForm';
import styles from './desk.module.css';

export interface DeskQuestion {
  id: string;
  seq: number;
  at: string;
  by?: string;
  text: string;
  anonymous?: boolean;
  stage?: QuestionTopic;
  votes: number;
  pinned: boolean;
  status: string;
  answer?: QuestionAnswer;
}

interface Act {
  key: string;
  label: string;
  may: boolean;
  filled?: boolean;
  run: () => void;
}

interface DeskRowProps {
  question: DeskQuestion;
  open: readonly DeskQuestion[];
  first: boolean;
}

/** One question: what may be done to it stands below, each with a key of its own. */
export function DeskRow({ question, open, first }: DeskRowProps) {
  const { t } = useTranslation(['host', 'room']);
  const { id: room } = useRoomSession();
  const people = useRoomView(peopleOf);
  const problem = useProblemText();
  const [task, setTask] = useState<DeskTask>();
  const may = {
    review: useCan('review-question'),
    pin: useCan('pin-question'),
    merge: useCan('merge-question'),
    hide: useCan('hide-question'),
    answer: useCan('answer-question'),
  };
  const act = useMutation({ mutationFn: (work: () => Promise<unknown>) => work() });
  const { id, status, pinned, answer } = question;
  const author = question.by ? people.get(question.by) : undefined;

  const acts: Act[] =
    status === 'waiting'
      ? [
          {
            key: 'p',
            label: t('host:desk.publish'),
            may: may.review,
            filled: true,
            run: () => act.mutate(() => reviewQuestion(room, id, 'publish')),
          },
          { key: 'x', label: t('host:desk.reject'), may: may.review, run: () => setTask('reject') },
        ]
      : [
          {
            key: 'l',
            label: t('host:desk.live'),
            may: may.answer && status === 'open',
            filled: true,
            run: () => act.mutate(() => answerQuestion(room, id, 'live', '')),
          },
          {
            key: 'w',
            label: t(answer ? 'host:desk.rewrite' : 'host:desk.write'),
            may: may.answer,
            run: () => setTask('answer'),
          },
          {
            key: 'p',
            label: t(pinned ? 'host:desk.unpin' : 'host:desk.pin'),
            may: may.pin && status === 'open',
            run: () => act.mutate(() => pinQuestion(room, id, !pinned)),
          },
          {
            key: 'm',
            label: t('host:desk.merge'),
            may: may.merge && status === 'open' && open.length > 1,
            run: () => setTask('merge'),
          },
          { key: 'x', label: t('host:desk.hide'), may: may.hide, run: () => setTask('hide') },
        ];
  const allowed = acts.filter((each) => each.may);
  const press = (event: KeyboardEvent) => {
    if (task || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const found = allowed.find(({ key }) => key === event.key.toLowerCase());
    if (!found || act.isPending) return;
    event.preventDefault();
    event.stopPropagation(); // the stage listens for keys too
    found.run();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: up and down move from question to question
    <li className={styles.row} tabIndex={0} onKeyDown={press} data-pinned={pinned || undefined}>
      <p className={styles.who}>
        {pinned && <Tag tone="act">{t('room:questions.pinned')}</Tag>}
        <span>{question.anonymous ? t('room:questions.anon') : author?.name || t('room:chat.someone')}</span>
        {author?.org && <span className="clip">{author.org}</span>}
        {question.votes > 0 && <span>{t('host:desk.votes', { count: question.votes })}</span>}
        <time dateTime={question.at}>{clockTime(question.at)}</time>
      </p>
      <p className={styles.text}>{question.text}</p>
      <Asked stage={question.stage} />
      {answer?.text && !task && <Answer text={answer.text} by={answer.by} />}
      {act.error && (
        <p className={styles.bad} role="alert">
          {problem(act.error)}
        </p>
      )}
      {task ? (
        <DeskForm question={question} task={task} open={open} onDone={() => setTask(undefined)} />
      ) : (
        <div className={styles.acts}>
          {allowed.map(({ key, label, filled, run }) => (
            <Button
              key={key}
              size="s"
              variant={filled && first ? 'primary' : 'soft'}
              busy={act.isPending}
              onClick={run}
            >
              {label}
              <kbd>{key.toUpperCase()}</kbd>
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
