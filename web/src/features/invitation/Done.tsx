import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { Admission } from '../admission';
import { calendarHref } from '../event/api';
import type { Invitation } from './api';

interface DoneProps {
  invitation: Invitation;
  status: 'confirmed' | 'waiting';
  /** Masked, when it was accepted just now. */
  contact: string | undefined;
  /** Who means to come in person is shown the code for the door. */
  onSite: boolean;
  registration: string;
}

/** After accepting: that it worked, the calendar file, and where to find the way in. */
export function Done({ invitation: { event }, status, contact, onSite, registration }: DoneProps) {
  const { t } = useTranslation('invitation');
  const top = useRef<HTMLHeadingElement>(null);
  const waiting = status === 'waiting';
  useEffect(() => top.current?.focus(), []);
  return (
    <section className="iv-card iv-done">
      <span className={waiting ? 'ring wait' : 'ring'}>
        <Icon name={waiting ? 'clock' : 'check'} />
      </span>
      <h2 ref={top} tabIndex={-1}>
        {t(waiting ? 'done.waiting' : 'done.title')}
      </h2>
      <p className="c2">{contact ? t(waiting ? 'done.waitingText' : 'done.text', { contact }) : t('done.plain')}</p>
      <a className="btn pri l wide" href={calendarHref(event.slug)} download>
        <Icon name="calendar" />
        {t('done.calendar')}
      </a>
      {onSite && !waiting && <Admission registration={registration} event={inLanguage(event.title)} size="l" />}
      <Link className="btn l wide" to="/events/$slug" params={{ slug: event.slug }}>
        {t('done.event')}
      </Link>
      <Link className="iv-link" to="/me">
        {t('done.mine')}
      </Link>
    </section>
  );
}
