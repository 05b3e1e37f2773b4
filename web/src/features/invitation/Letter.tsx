import { useTranslation } from 'react-i18next';
import { Phrase } from '@/components/Phrase';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment, zoneName } from '@/lib/time';
import { useZone } from '../event/useZone';
import { When } from '../event/When';
import type { Invitation } from './api';

/** The head of the page: who invites, to what, when and where. */
export function Letter({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('invitation');
  const { event, chamber, bureau, by, onSite, venue, deadline } = invitation;
  const zone = useZone();
  const where = onSite ? inLanguage(venue) : '';
  return (
    <section className="iv-letter">
      {event.cover && (
        <img className="iv-cover" src={event.cover.url} alt="" width={event.cover.width} height={event.cover.height} />
      )}
      <p className="iv-from">
        {by ? t('suggested', { by, chamber: inLanguage(chamber) }) : t('invites', { chamber: inLanguage(chamber) })}
      </p>
      <h1>
        <Phrase>{inLanguage(event.title)}</Phrase>
        {event.illustrative && <Example />}
      </h1>
      {inLanguage(event.tagline) && <p className="iv-tagline">{inLanguage(event.tagline)}</p>}
      <dl className="iv-facts">
        {event.startsAt && event.endsAt && (
          <Fact label={t('when')}>
            <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
          </Fact>
        )}
        <Fact label={t('where')}>{where ? t('whereBoth', { venue: where }) : t('online')}</Fact>
        <Fact label={t('host')}>{inLanguage(bureau)}</Fact>
        <Fact label={t('deadline')}>
          {formatMoment(deadline, zone)} <span className="c3 nowrap">{zoneName(zone)}</span>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
