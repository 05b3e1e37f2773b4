import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import { answerQuestion } from '../room/questions/api';
import { ordered } from '../room/questions/order';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { questionsOf, staffOf } from '../room/views';
import styles from './presenter.module.css';

/** The open questions, pinned first, then by how many want to know; and how many hands are up. */
export function Questions() {
  const { t } = useTranslation('rundown');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const questions = ordered(useRoomView(questionsOf), 'votes').filter((each) => each.status === 'open');
  const hands = useRoomView(staffOf)?.hands.filter((each) => !each.called).length ?? 0;
  const may = useCan('answer-question');
  const done = useMutation({ mutationFn: (question: string) => answerQuestion(id, question, 'live', '') });
  return (
    <section className={styles.questions} aria-label={t('presenter.questions')}>
      <div className={styles.head}>
        <h2>{t('presenter.questions')}</h2>
        <span data-on={hands > 0 || undefined}>
          <Icon name="hand" size="s" />
          {t('presenter.hands', { count: hands })}
        </span>
      </div>
      {done.error && <Notice tone="bad">{problem(done.error)}</Notice>}
      {questions.length === 0 && <p className={styles.small}>{t('presenter.noQuestions')}</p>}
      <ul>
        {questions.map((question) => (
          <li key={question.seq}>
            <p>
              {question.pinned && <Icon name="pin" size="s" />}
              {question.text}
            </p>
            <Tag>{t('presenter.wanted', { count: question.votes })}</Tag>
            {may && question.id && (
              <Button size="s" disabled={done.isPending} onClick={() => done.mutate(question.id ?? '')}>
                {t('presenter.answered')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
