import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/Tabs';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { PageHead } from '../shared/PageHead';
import { SaveBar } from '../shared/SaveBar';
import { EventStatusTag } from '../shared/StatusTag';
import { useUrlState } from '../shared/useUrlState';
import { ContentTab } from './ContentTab';
import { CopyEvent } from './CopyEvent';
import { CopyLink } from './CopyLink';
import { formOf } from './form';
import type { StaffEvent } from './model';
import { PublishPanel } from './PublishPanel';
import { RegistrationsTab } from './RegistrationsTab';
import { RoomLinks } from './RoomLinks';
import { SessionsTab } from './SessionsTab';
import { useEventEdit } from './useEventEdit';

const tabIds = ['content', 'sessions', 'registrations'] as const;
type TabId = (typeof tabIds)[number];

/** One event: what its page says, its agenda, who registered; beside it what keeps it from being published. */
export function EventEditor({ event, me }: { event: StaffEvent; me: string }) {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const tab = tabIds.find((one) => one === url.tab) ?? 'content';
  const latest = useMemo(() => formOf(event), [event]);
  const editing = useEventEdit(event, me, latest);
  const counts = event.registrations;
  return (
    <>
      <PageHead
        title={inLanguage(event.title)}
        trail={<Link to="/staff/events">{t('events.title')}</Link>}
        marks={
          <>
            {event.illustrative && <Example />}
            <EventStatusTag status={event.status} />
          </>
        }
        note={`/events/${event.slug}`}
        actions={
          <>
            <CopyEvent event={event} />
            {event.status === 'published' && <CopyLink event={event} />}
            <a className="btn s soft" href={`/events/${event.slug}`} target="_blank" rel="noreferrer">
              {t(event.status === 'published' ? 'editor.publicPage' : 'editor.preview')}
            </a>
          </>
        }
      />
      <div className="st-editor">
        <div className="grow">
          <Tabs<TabId>
            id="editor"
            label={t('editor.tabs')}
            value={tab}
            onChange={(next) => setUrl({ tab: next === 'content' ? undefined : next })}
            tabs={[
              { id: 'content', label: t('editor.content'), hot: true, count: editing.edit.dirty ? 1 : 0 },
              { id: 'sessions', label: t('editor.sessions'), count: event.sessions.length },
              {
                id: 'registrations',
                label: t('editor.registrations'),
                count: (counts?.confirmed ?? 0) + (counts?.waiting ?? 0),
              },
            ]}
          />
          <div role="tabpanel" id={`editor-panel-${tab}`} aria-labelledby={`editor-tab-${tab}`}>
            {tab === 'content' && <ContentTab event={event} editing={editing} />}
            {tab === 'sessions' && <SessionsTab event={event} me={me} />}
            {tab === 'registrations' && <RegistrationsTab event={event} />}
          </div>
        </div>
        <aside className="st-aside" aria-label={t('publish.title')}>
          <PublishPanel event={event} me={me} editing={editing} />
          <RoomLinks event={event} />
        </aside>
      </div>
      <SaveBar editing={editing} thing={t('conflict.event')} nameOf={(name) => t(`fields.${name}`)} />
    </>
  );
}
