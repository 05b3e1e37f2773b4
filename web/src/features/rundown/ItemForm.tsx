import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { TextArea } from '@/components/TextArea';
import { ApiError, idempotencyKey } from '@/lib/api';
import { fieldProblems, useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { agreementsOf } from '../host/ceremony/stage';
import { useMaterials, useRoomSession, useRoomView } from '../room/session';
import { useRoomParcels } from '../room/showcase/api';
import { placeLabel } from '../room/showcase/data';
import { addItem, type CrewMember, type ScheduledItem, updateItem, useFreshRundown } from './api';
import { bodyOf, draftOf, type ItemDraft } from './draft';
import styles from './rundown.module.css';

interface ItemFormProps {
  item?: ScheduledItem;
  /** It is on: title and who presents it have been told to everybody. */
  told?: boolean;
  crew: CrewMember[];
  onDone: () => void;
}

/** Plans an item, or rewrites one. What was typed stays until it is saved. */
export function ItemForm({ item, told = false, crew, onDone }: ItemFormProps) {
  const { t } = useTranslation('rundown');
  const { t: errors } = useTranslation('errors');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const fresh = useFreshRundown();
  const materials = useMaterials().data ?? [];
  const parcels = useRoomParcels().data ?? [];
  const agreements = useRoomView(agreementsOf)?.filter(({ digest }) => digest !== undefined) ?? [];
  const [draft, setDraft] = useState(() => draftOf(item));
  const [key] = useState(idempotencyKey);
  const save = useMutation({
    mutationFn: async () => {
      const body = bodyOf(draft, materials, item?.stage);
      return item ? updateItem(id, item, body) : addItem(id, body, undefined, key);
    },
    onSuccess: async () => {
      await fresh();
      onDone();
    },
  });
  const change = (part: Partial<ItemDraft>) => setDraft({ ...draft, ...part });
  const wrong = fieldProblems(errors, save.error);
  const stale = save.error instanceof ApiError && save.error.code === 'version_conflict';
  const deck = materials.find((each) => `file:${each.file}` === draft.shows && each.kind === 'slides');
  const pages = deck?.pages ?? agreements.find(({ agreement }) => `document:${agreement}` === draft.shows)?.pages;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t('form.title')} {...(wrong.title && { error: wrong.title })}>
        <Input
          value={draft.title}
          maxLength={80}
          disabled={told}
          placeholder={t('form.titleHint')}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={t('form.minutes')} {...(wrong.minutes && { error: wrong.minutes })}>
          <Input
            type="number"
            min={1}
            max={600}
            value={draft.minutes}
            onChange={(event) => change({ minutes: event.target.valueAsNumber || 1 })}
          />
        </Field>
        <Field label={t('form.who')} {...(wrong.person && { error: wrong.person })}>
          <Select value={draft.person} disabled={told} onChange={(event) => change({ person: event.target.value })}>
            <option value="">{t('form.inWords')}</option>
            {crew.map(({ person, name }) => (
              <option key={person} value={person}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {draft.person === '' && (
        <Field label={t('form.speaker')} {...(wrong.speaker && { error: wrong.speaker })}>
          <Input
            value={draft.speaker}
            maxLength={60}
            disabled={told}
            placeholder={t('form.speakerHint')}
            onChange={(event) => change({ speaker: event.target.value })}
          />
        </Field>
      )}
      <Field label={t('form.stage')}>
        <Select value={draft.shows} onChange={(event) => change({ shows: event.target.value })}>
          <option value="">{t('form.stageNone')}</option>
          {draft.shows === 'other' && <option value="other">{t('form.stageOther')}</option>}
          {materials
            .filter(({ kind }) => kind !== 'clip')
            .map((each) => (
              <option key={each.file} value={`file:${each.file}`}>
                {each.name}
              </option>
            ))}
          {parcels.map(({ id: parcel, place, name }) => (
            <option key={parcel} value={`parcel:${parcel}`}>
              {[placeLabel(place), name && inLanguage(name)].filter(Boolean).join(' ')}
            </option>
          ))}
          {agreements.map(({ agreement, title }) => (
            <option key={agreement} value={`document:${agreement}`}>
              {inLanguage(title)}
            </option>
          ))}
          <option value="notice">{t('form.stageNotice')}</option>
          <option value="blank">{t('form.stageBlank')}</option>
        </Select>
      </Field>
      {pages && (
        <Field label={t('form.page', { count: pages })}>
          <Input
            type="number"
            min={1}
            max={pages}
            value={draft.page}
            onChange={(event) => change({ page: event.target.valueAsNumber || 1 })}
          />
        </Field>
      )}
      {draft.shows === 'notice' && (
        <Field label={t('form.stageNotice')}>
          <Input value={draft.notice} maxLength={500} onChange={(event) => change({ notice: event.target.value })} />
        </Field>
      )}
      <Field label={t('form.notes')} hint={t('form.notesHint')} {...(wrong.notes && { error: wrong.notes })}>
        <TextArea
          rows={3}
          value={draft.notes}
          maxLength={4000}
          onChange={(event) => change({ notes: event.target.value })}
        />
      </Field>
      {save.error && Object.keys(wrong).length === 0 && (
        <Notice tone={stale ? 'warn' : 'bad'}>{stale ? t('form.stale') : problem(save.error)}</Notice>
      )}
      <div className={styles.buttons}>
        <Button size="s" onClick={() => (stale ? void fresh().then(onDone) : onDone())}>
          {t(stale ? 'form.theirs' : 'form.cancel')}
        </Button>
        <Button type="submit" size="s" variant="primary" disabled={save.isPending || draft.title.trim() === ''}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
