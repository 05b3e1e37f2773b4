import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ordered } from '../room/questions/order';
import { Question } from '../room/questions/Question';
import questions from '../room/questions/questions.module.css';
import { useRoomView } from '../room/session';
import { questionsOf } from '../room/views';

/** What had been asked until then, and what was answered. */
export function PastQuestions() {
  const { t } = useTranslation('room');
  const known = useRoomView(questionsOf);
  const rows = useMemo(() => ordered(known, 'votes'), [known]);
  return (
    <div className={questions.questions}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={questions.list} tabIndex={0} aria-label={t('tabs.questions')}>
        {rows.length === 0 && <Empty title={t('questions.empty')} />}
        <ul>
          {rows.map((question) => (
            <Question key={question.seq} question={question} voted={false} mine={false} />
          ))}
        </ul>
      </section>
    </div>
  );
}
