import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { useRoomMe } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { enteredOf, questionsOf } from '../views';
import { AskForm } from './AskForm';
import { Mine } from './Mine';
import { type Order, ordered } from './order';
import { Question } from './Question';
import styles from './questions.module.css';
import { useMore } from './useMore';

type Show = Order | 'mine';

/** What the room asks, how many want to know, and where one asks. */
export function Questions() {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const me = useRoomMe(id, useRoomView(enteredOf)).data;
  const [show, setShow] = useState<Show>('votes');
  const shows = { votes: t('questions.byVotes'), latest: t('questions.byTime'), mine: t('questions.mine') };
  return (
    <div className={styles.questions}>
      <div className={styles.shows} role="radiogroup" aria-label={t('questions.sort')}>
        {(['votes', 'latest', 'mine'] as const).map((each) => (
          <label key={each} data-on={show === each || undefined}>
            <input type="radio" name="questions" checked={show === each} onChange={() => setShow(each)} />
            {shows[each]}
            {each === 'mine' && me && me.questions.length > 0 && <span className="n">{me.questions.length}</span>}
          </label>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={styles.list} tabIndex={0} aria-label={t('tabs.questions')}>
        {show === 'mine' ? (
          <Own questions={me?.questions ?? []} />
        ) : (
          <All order={show} voted={me?.voted} mine={me?.questions} />
        )}
      </section>
      <AskForm onAsked={() => setShow('mine')} />
    </div>
  );
}

type Questions = NonNullable<ReturnType<typeof useRoomMe>['data']>['questions'];

function All({ order, voted, mine }: { order: Order; voted: string[] | undefined; mine: Questions | undefined }) {
  const { t } = useTranslation('room');
  const known = useRoomView(questionsOf);
  const more = useMore(known);
  const rows = useMemo(() => ordered([...more.questions, ...known], order), [more.questions, known, order]);
  if (rows.length === 0) return <Empty title={t('questions.empty')}>{t('questions.emptyHint')}</Empty>;
  return (
    <>
      <ul>
        {rows.map((question) => (
          <Question
            key={question.seq}
            question={question}
            voted={voted?.includes(question.id ?? '') ?? false}
            mine={mine?.some((own) => own.id === question.id) ?? false}
          />
        ))}
      </ul>
      {more.any && (
        <Button variant="quiet" size="s" busy={more.busy} onClick={more.load}>
          {t('questions.earlier')}
        </Button>
      )}
    </>
  );
}

function Own({ questions }: { questions: Questions }) {
  const { t } = useTranslation('room');
  if (questions.length === 0) return <Empty title={t('questions.emptyMine')}>{t('questions.emptyMineHint')}</Empty>;
  return (
    <ul>
      {questions.map((own) => (
        <Mine key={own.id} own={own} />
      ))}
    </ul>
  );
}
