import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Phrase } from '@/components/Phrase';
import { Skeleton } from '@/components/Skeleton';
import { Example, Tag } from '@/components/Tag';
import { api, type Schema, unwrap } from '@/lib/api';
import { useNow } from '@/lib/now';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { Admission } from '../admission';
import { calendarHref, eventKeys } from '../event/api';
import { standingOf } from '../event/standing';
import { When } from '../event/When';

type Mine = Schema<'MyRegistration'>;

const key = ['me', 'registrations'] as const;

export function Registrations() {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await unwrap(api.GET('/me/registrations', { params: { query: { limit: 100 } } }))).items ?? [],
    refetchInterval: 60_000,
  });
  const shown = data?.filter(({ registration }) => registration.status !== 'cancelled');
  return (
    <section aria-labelledby="mine-title">
      <h1 id="mine-title">{t('mine.title')}</h1>
      {!data && error && <ErrorState title={t('mine.listFailed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {shown?.length === 0 && (
        <Empty
          title={t('mine.empty')}
          action={
            <Link className="btn pri" to="/">
              {t('mine.emptyAction')}
            </Link>
          }
        >
          <p>{t('mine.emptyText')}</p>
        </Empty>
      )}
      <ul className="mine-list">
        {shown?.map((mine) => (
          <li key={mine.registration.id}>
            <Row mine={mine} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ mine: { registration, event, sessions } }: { mine: Mine }) {
  const { t } = useTranslation(['account', 'event']);
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const standing = standingOf({ ...event, can: [], sessions, registered: registration }, now);
  return (
    <article>
      <p className="marks">
        {registration.status === 'waiting' ? (
          <Tag tone="warn">{t('event:action.queued')}</Tag>
        ) : (
          <Tag tone="ok">{t('event:action.registered')}</Tag>
        )}
        {event.illustrative && <Example />}
        {standing.kind === 'over' && <span className="c3">{t('event:action.over')}</span>}
      </p>
      <h2>
        <Link to="/events/$slug" params={{ slug: event.slug }}>
          <Phrase>{inLanguage(event.title)}</Phrase>
        </Link>
      </h2>
      {event.startsAt && event.endsAt && (
        <p className="at">
          <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
        </p>
      )}
      {standing.kind !== 'over' && (
        <div className="acts">
          {standing.kind === 'join' && (
            <Link className="btn pri" to="/rooms/$room" params={{ room: standing.room }}>
              {t('event:action.join')}
              <Icon name="arrow" />
            </Link>
          )}
          <a className="btn soft" href={calendarHref(event.slug)} download>
            <Icon name="calendar" size="s" />
            {t('event:action.calendar')}
          </a>
          {registration.status === 'confirmed' && registration.attendance !== 'online' && (
            <Admission registration={registration.id} event={inLanguage(event.title)} name={registration.name} />
          )}
          <Button variant="quiet" onClick={() => setAsking(true)}>
            {t('cancel.action')}
          </Button>
        </div>
      )}
      {asking && <Cancel event={event} registration={registration.id} onClose={() => setAsking(false)} />}
    </article>
  );
}

interface CancelProps {
  event: Mine['event'];
  registration: string;
  onClose: () => void;
}

function Cancel({ event, registration, onClose }: CancelProps) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const text = useProblemText();
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/events/{event}/registrations/{registration}', {
          params: { path: { event: event.id, registration } },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: key }),
        queries.invalidateQueries({ queryKey: eventKeys.all }),
      ]);
    },
  });
  return (
    <Dialog
      title={t('cancel.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel.keep')}</Button>
          <Button variant="danger" filled busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel.action')}
          </Button>
        </>
      }
    >
      <p>{t('cancel.text', { title: inLanguage(event.title) })}</p>
      {cancel.error && <Notice tone="bad">{text(cancel.error)}</Notice>}
    </Dialog>
  );
}
