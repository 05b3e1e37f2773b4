import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import type { Invitation } from './api';

/** Why nobody can answer any more, and whom to ask. */
export function Shut({ invitation: { state, chamber, event } }: { invitation: Invitation }) {
  const { t } = useTranslation('invitation');
  const shut = state as 'expired' | 'withdrawn' | 'off' | 'over' | 'full';
  return (
    <section className="iv-card iv-done" role="status">
      <span className="ring wait">
        <Icon name={shut === 'expired' || shut === 'full' ? 'clock' : 'warning'} />
      </span>
      <h2>{t(`shut.${shut}`)}</h2>
      <p className="c2">{t(`shut.${shut}Text`, { chamber: inLanguage(chamber) })}</p>
      {event.status === 'published' && (
        <Link className="btn l wide" to="/events/$slug" params={{ slug: event.slug }}>
          {t('done.event')}
        </Link>
      )}
    </section>
  );
}
