import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../shared/ErrorSummary';
import { LanguageColumns } from '../shared/LanguageColumns';
import { useFieldProblems } from '../shared/problems';
import { WordsField } from '../shared/WordsField';
import { BasicsFields } from './BasicsFields';
import { BlockList } from './BlockList';
import { CoverField } from './CoverField';
import { EventParcels } from './EventParcels';
import type { ListName } from './form';
import { useIssues } from './labels';
import type { StaffEvent } from './model';
import type { EventEdit } from './useEventEdit';

const lists: readonly ListName[] = ['figures', 'parcels', 'carriers', 'organisers'];

/** What the page of the event says. */
export function ContentTab({ event, editing }: { event: StaffEvent; editing: EventEdit }) {
  const { t } = useTranslation('staff');
  const { form, set } = editing.edit;
  const problems = useFieldProblems(editing.error, form);
  const issues = useIssues(problems);
  const presents = event.parcels.some(({ id }) => id); // then the words about parcels are not shown
  return (
    <form noValidate onSubmit={(submitted) => submitted.preventDefault()}>
      <ErrorSummary error={editing.error} issues={issues} />
      <section className="st-section">
        <h2>{t('editor.words')}</h2>
        <LanguageColumns id="event-words" texts={[form.title, form.tagline, form.description]}>
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
          <WordsField
            id="description"
            label={t('fields.description')}
            hint={t('hints.description')}
            value={form.description}
            onChange={(description) => set({ description })}
            problems={problems}
            limit={5000}
            wanted={form.languages}
            kind="text"
          />
        </LanguageColumns>
      </section>
      <section className="st-section">
        <h2>{t('editor.basics')}</h2>
        <BasicsFields
          form={form}
          set={set}
          problems={problems}
          slugFixed={event.status !== 'draft' && event.status !== 'review'}
        />
      </section>
      <section className="st-section">
        <h2>{t('fields.cover')}</h2>
        <CoverField value={form.cover} onChange={(cover) => set({ cover })} problem={problems.cover} />
      </section>
      {lists
        .filter((list) => list !== 'parcels' || !presents)
        .map((list) => (
          <section key={list} className="st-section">
            <BlockList
              list={list}
              blocks={form[list]}
              wanted={form.languages}
              onChange={(blocks) => set({ [list]: blocks })}
              problems={problems}
            />
          </section>
        ))}
      <EventParcels event={event} />
    </form>
  );
}
