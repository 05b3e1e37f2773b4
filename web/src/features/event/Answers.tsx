import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { api, type Schema, unwrap } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { formatDate } from '@/lib/time';
import './answers.css';
import { type Event, eventKeys } from './api';

/** 答复公示: what was answered in writing afterwards, for everybody. Nothing where there is none. */
export function Answers({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const list = useInfiniteQuery({
    queryKey: [...eventKeys.one(event.slug), 'answers'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/events/{event}/answers', {
          params: { path: { event: event.id }, query: { cursor: pageParam, limit: 10 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const answers = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  const there = answers.length > 0;
  // A message leads here before the answers are there to be scrolled to.
  useEffect(() => {
    if (there && location.hash === '#answers') document.getElementById('answers')?.scrollIntoView();
  }, [there]);
  if (!there) return null;
  return (
    <section className="sec" id="answers" aria-labelledby="answers-title">
      <header>
        <h2 id="answers-title">{t('answers.title')}</h2>
        <p>{t('answers.note')}</p>
      </header>
      <ul className="answers">
        {answers.map((answer) => (
          <li key={answer.id}>
            <Row answer={answer} zone={event.timeZone} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('answers.earlier')}
        </Button>
      )}
    </section>
  );
}

function Row({ answer, zone }: { answer: Schema<'PageAnswer'>; zone: string }) {
  const { t } = useTranslation('event');
  const day = formatDate(answer.answeredAt, zone);
  return (
    <article>
      <h3>
        <span aria-hidden="true">{t('answers.asked')}</span>
        {answer.question}
      </h3>
      <p>
        <span aria-hidden="true">{t('answers.answered')}</span>
        {answer.answer}
      </p>
      <p className="c3">
        {[answer.department ? t('answers.by', { department: answer.department, day }) : day, inLanguage(answer.session)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </article>
  );
}
