import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Phrase } from '@/components/Phrase';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import type { Event } from '../event/api';
import { When } from '../event/When';

/** What one registers for, kept in sight. */
export function Summary({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  return (
    <aside className="rg-sum" aria-label={t('list.title')}>
      <h2>
        <Link to="/events/$slug" params={{ slug: event.slug }}>
          <Phrase>{inLanguage(event.title)}</Phrase>
        </Link>
        {event.illustrative && <Example />}
      </h2>
      <p className="c2 tag-line">{inLanguage(event.tagline)}</p>
      {event.startsAt && event.endsAt && (
        <p className="at">
          <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
        </p>
      )}
    </aside>
  );
}
