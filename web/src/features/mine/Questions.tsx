import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Tag } from '@/components/Tag';
import { api, type Schema, unwrap } from '@/lib/api';
import { dayOf, formatDate, formatDay } from '@/lib/time';

type Mine = Schema<'MyQuestion'>;

/** What I asked in all rooms; what was answered in writing afterwards is read here. Nothing where I asked nothing. */
export function Questions() {
  const { t } = useTranslation(['account', 'room']);
  const list = useInfiniteQuery({
    queryKey: ['me', 'questions'],
    queryFn: ({ pageParam }) =>
      unwrap(api.GET('/me/questions', { params: { query: { cursor: pageParam, limit: 20 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const mine = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  if (list.error && !list.data) {
    return (
      <ErrorState title={t('account:mine.questionsFailed')} error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="mine-questions" className="mine-questions">
      <h2 id="mine-questions">{t('account:mine.questions')}</h2>
      <ul className="mine-list">
        {mine.map((own) => (
          <li key={own.id}>
            <Row own={own} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="quiet" busy={list.isFetching} onClick={() => void list.fetchNextPage()}>
          {t('room:questions.earlier')}
        </Button>
      )}
    </section>
  );
}

function Row({ own }: { own: Mine }) {
  const { t } = useTranslation('room');
  const { answer, followUp, status } = own;
  const text = answer?.text ?? followUp?.answer;
  const done = answer !== undefined || followUp?.status === 'answered';
  const day = followUp && formatDate(dayOf(followUp.dueOn), 'UTC');
  return (
    <article>
      <p className="marks">
        {done ? <Tag tone="ok">{t('questions.answered')}</Tag> : <Tag>{t(`questions.status.${status}`)}</Tag>}
        {own.anonymous && <Tag>{t('questions.anon')}</Tag>}
        <span className="c3">{formatDay(own.askedAt)}</span>
      </p>
      {own.text && <p className="asked">{own.text}</p>}
      {text && <blockquote>{text}</blockquote>}
      {followUp?.status === 'open' && day && (
        <p className="c2">
          {followUp.department
            ? t('questions.due', { department: followUp.department, day })
            : t('questions.dueNobody', { day })}
        </p>
      )}
      {followUp?.status === 'closed' && !done && (
        <p className="c2">
          {followUp.note ? t('questions.closedNote', { note: followUp.note }) : t('questions.closedPlain')}
        </p>
      )}
    </article>
  );
}
