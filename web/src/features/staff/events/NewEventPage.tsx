import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/auth';
import { LanguageColumns } from '../shared/LanguageColumns';
import { NewForm } from '../shared/NewForm';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useCreating } from '../shared/useCreating';
import { WordsField } from '../shared/WordsField';
import { useCreateEvent } from './api';
import { BasicsFields } from './BasicsFields';
import { draftOf, type EventForm, newEventForm } from './form';
import { useIssues } from './labels';

export function NewEventPage() {
  return (
    <Allowed to="create-event">
      <NewEvent />
    </Allowed>
  );
}

/** The few things a draft begins with; everything else has its place in the editor. */
function NewEvent() {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const { data: me } = useMe();
  const initial = useMemo(() => newEventForm(me?.timeZone ?? 'Asia/Shanghai'), [me?.timeZone]);
  const creating = useCreating<EventForm, ReturnType<typeof draftOf>, { id: string }>(
    'event',
    initial,
    useCreateEvent(),
    draftOf,
    ({ id }) => void navigate({ to: '/staff/events/$event', params: { event: id }, replace: true }),
  );
  const { form, set, problems } = creating;
  return (
    <>
      <PageHead
        title={t('newEvent.title')}
        note={t('newEvent.note')}
        trail={<Link to="/staff/events">{t('events.title')}</Link>}
      />
      <NewForm
        creating={creating}
        issues={useIssues(problems)}
        action={t('newEvent.action')}
        className="st-narrow"
        foot={<span className="c3">{t('form.keptHere')}</span>}
      >
        <section className="st-section">
          <LanguageColumns id="new-words" texts={[form.title, form.tagline]}>
            <WordsField
              id="title"
              label={t('fields.title')}
              value={form.title}
              onChange={(title) => set({ title })}
              problems={problems}
              limit={120}
              wanted={form.languages}
              required
            />
            <WordsField
              id="tagline"
              label={t('fields.tagline')}
              hint={t('hints.tagline')}
              value={form.tagline}
              onChange={(tagline) => set({ tagline })}
              problems={problems}
              limit={200}
              wanted={form.languages}
            />
          </LanguageColumns>
        </section>
        <section className="st-section">
          <BasicsFields form={form} set={set} problems={problems} slugFixed={false} />
        </section>
      </NewForm>
    </>
  );
}
