import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { ActionButton } from '../shared/ActionButton';
import { ErrorSummary } from '../shared/ErrorSummary';
import { LanguageColumns } from '../shared/LanguageColumns';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { WordsField } from '../shared/WordsField';
import { newKey, useCreateEvent } from './api';
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
  const [form, setForm, clear] = useDraft<EventForm>(`event:${me?.id}:new`, initial);
  const create = useCreateEvent();
  const key = useRef(newKey());
  const problems = useFieldProblems(create.error, form);
  const issues = useIssues(problems);
  const set = (change: Partial<EventForm>) => {
    key.current = newKey(); // other words are another creation
    setForm((before) => ({ ...before, ...change }));
  };
  const save = () =>
    create.mutate(
      { body: draftOf(form), key: key.current },
      {
        onSuccess: (event) => {
          clear();
          void navigate({ to: '/staff/events/$event', params: { event: event.id }, replace: true });
        },
      },
    );
  return (
    <>
      <PageHead
        title={t('newEvent.title')}
        note={t('newEvent.note')}
        trail={<Link to="/staff/events">{t('events.title')}</Link>}
      />
      <form
        noValidate
        className="st-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ErrorSummary error={create.error} issues={issues} />
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
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={create.isPending}>
            {t('newEvent.action')}
          </ActionButton>
          <span className="c3">{t('form.keptHere')}</span>
        </div>
      </form>
    </>
  );
}
