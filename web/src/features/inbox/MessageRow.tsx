import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import { dayOf, formatDate, formatMoment, formatSpan, zoneName } from '@/lib/time';
import { ParcelChanges } from '../parcels/ParcelChanges';
import type { Message } from './api';

/** One message: a dot while it is unread, what it says, and where it leads. */
export function MessageRow({ message, onRead }: { message: Message; onRead: () => void }) {
  const { t } = useTranslation('inbox');
  const router = useRouter();
  const unread = !message.readAt;
  const open = (event: MouseEvent) => {
    if (unread) onRead();
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(message.link);
  };
  return (
    <article className={unread ? 'unread' : undefined}>
      <p className="about">
        <span>{t(`kind.${message.kind}`)}</span>
        <time dateTime={message.at}>{formatMoment(message.at)}</time>
      </p>
      <h2>
        <a href={message.link} onClick={open}>
          {unread && <span className="sr">{t('unread')} </span>}
          <Title message={message} />
        </a>
      </h2>
      <Body message={message} />
    </article>
  );
}

function Title({ message: { kind, facts } }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const session = facts.session ? inLanguage(facts.session.title) : '';
  const event = facts.event ? inLanguage(facts.event.title) : '';
  const role = facts.role as 'host' | 'presenter' | 'moderator' | 'guest' | undefined;
  switch (kind) {
    case 'answer':
      return t('says.answer', { title: session });
    case 'moved':
      return t('says.moved', { title: session });
    case 'cancelled':
      return t('says.cancelled', { title: session || event });
    case 'admitted':
      return t('says.admitted', { title: event });
    case 'cast':
      return t('says.cast', { title: session, role: role ? t(`role.${role}`) : '' });
    case 'late':
      return t('says.late', { count: facts.late?.length ?? 0 });
    case 'parcel':
      return t('says.parcel', { title: facts.parcel ? inLanguage(facts.parcel.name) : '' });
    case 'agreement':
      return facts.agreement
        ? t(`agreement.${facts.agreement.what}`, { title: inLanguage(facts.agreement.title) })
        : '';
    case 'webhook':
      return facts.webhook ? t(`webhook.${facts.webhook.why}`, { title: facts.webhook.name }) : '';
    case 'credit': {
      const title = facts.credit?.investor ?? '';
      const chamber = facts.credit?.chamber;
      return chamber ? t('says.creditDisputed', { title, chamber: inLanguage(chamber) }) : t('says.credit', { title });
    }
  }
}

function Body({ message: { kind, facts } }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const { session, question, before, late, parcel, credit } = facts;
  if (kind === 'answer' && question) {
    return (
      <>
        <p className="asked">{question.text}</p>
        <blockquote>{question.answer || t('live')}</blockquote>
        <p className="c2">
          {[question.department && t('department', { department: question.department }), question.onPage && t('onPage')]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </>
    );
  }
  if (kind === 'late') {
    return (
      <ul className="overdue">
        {late?.slice(0, 5).map((line) => (
          <li key={line.followUp}>
            {line.text}
            <span className="c2">
              {t('due', {
                department: line.department || t('nobody'),
                day: formatDate(dayOf(line.dueOn), 'UTC'),
              })}
            </span>
          </li>
        ))}
      </ul>
    );
  }
  if (facts.webhook) return <p className="c2">{t(`webhookText.${facts.webhook.why}`)}</p>;
  if (facts.agreement?.reason) return <blockquote>{facts.agreement.reason}</blockquote>;
  if (kind === 'credit' && credit) return <blockquote>{credit.text}</blockquote>;
  if (kind === 'parcel' && parcel) return <ParcelChanges fields={parcel.fields} />;
  if (!session) return null;
  const zone = session.timeZone;
  return (
    <p className="c2">
      {formatSpan(session.startsAt, session.endsAt, zone)} {zoneName(zone)}
      {before && (
        <>
          {' · '}
          <s>{t('before', { time: formatSpan(before.startsAt, before.endsAt, zone) })}</s>
        </>
      )}
    </p>
  );
}
