import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { NumberInput } from '../shared/controls';
import { LanguageColumns } from '../shared/LanguageColumns';
import { WordsField } from '../shared/WordsField';
import { SwitchField, ZoneField } from './BasicsFields';
import { MomentField } from './MomentField';
import { sessionAccesses, sessionKinds, sessionRecordings, sessionReplays } from './model';
import { type SessionForm, timesOf } from './sessionForm';

interface SessionFieldsProps {
  form: SessionForm;
  /** Not there yet: only then its kind is to choose. */
  fresh: boolean;
  set: (change: Partial<SessionForm>) => void;
  problems: Record<string, string>;
  wanted: readonly string[];
  /** People with a place are told when the time changes. */
  moved: boolean;
}

export function SessionFields({ form, fresh, set, problems, wanted, moved }: SessionFieldsProps) {
  const { t } = useTranslation('staff');
  const { start, end } = timesOf(form);
  return (
    <div className="st-form">
      {fresh && (
        <fieldset className="field">
          <legend className="lb">{t('fields.kind')}</legend>
          <Radio.Group
            className="st-radios"
            value={form.kind}
            onChange={(event) => set({ kind: event.target.value as SessionForm['kind'] })}
            options={sessionKinds.map((value) => ({
              value,
              label: (
                <>
                  {t(`kinds.${value}`)}
                  <span className="st-sub">{t(`kindHints.${value}`)}</span>
                </>
              ),
            }))}
          />
        </fieldset>
      )}
      <LanguageColumns id="session-words" texts={[form.title, form.description]}>
        <WordsField
          id="title"
          label={t('fields.title')}
          value={form.title}
          onChange={(title) => set({ title })}
          problems={problems}
          limit={120}
          wanted={wanted}
          required
        />
        <WordsField
          id="description"
          label={t('fields.description')}
          value={form.description}
          onChange={(description) => set({ description })}
          problems={problems}
          limit={5000}
          wanted={wanted}
          kind="text"
        />
      </LanguageColumns>
      {moved && <Notice>{t('sessions.movedNotice')}</Notice>}
      <ZoneField value={form.timeZone} onChange={(timeZone) => set({ timeZone })} error={problems.timeZone} />
      <div className="st-form two">
        <MomentField
          name="startsAt"
          day={form.startsOn}
          time={form.startsAt}
          zoned={start}
          later={form.startsLater}
          error={problems.startsAt}
          onChange={({ day, time, later }) =>
            set({
              startsOn: day,
              startsAt: time,
              startsLater: later,
              ...(form.endsOn === form.startsOn ? { endsOn: day } : {}),
            })
          }
        />
        <MomentField
          name="endsAt"
          day={form.endsOn}
          time={form.endsAt}
          zoned={end}
          later={form.endsLater}
          error={problems.endsAt}
          onChange={({ day, time, later }) => set({ endsOn: day, endsAt: time, endsLater: later })}
        />
      </div>
      <fieldset className="field">
        <legend className="lb">{t('fields.access')}</legend>
        <Radio.Group
          className="st-radios"
          value={form.access}
          onChange={(event) => set({ access: event.target.value as SessionForm['access'] })}
          options={sessionAccesses.map((value) => ({
            value,
            label: (
              <>
                {t(`access.${value}`)}
                <span className="st-sub">{t(`accessHints.${value}`)}</span>
              </>
            ),
          }))}
        />
      </fieldset>
      <fieldset className="field">
        <legend className="lb">{t('fields.replay')}</legend>
        <Radio.Group
          className="st-radios"
          value={form.replay}
          onChange={(event) => set({ replay: event.target.value as SessionForm['replay'] })}
          options={sessionReplays.map((value) => ({
            value,
            label: (
              <>
                {t(`replays.${value}`)}
                <span className="st-sub">{t(`replayHints.${value}`)}</span>
              </>
            ),
          }))}
        />
      </fieldset>
      <fieldset className="field">
        <legend className="lb">{t('fields.recording')}</legend>
        <Radio.Group
          className="st-radios"
          value={form.recording}
          onChange={(event) => set({ recording: event.target.value as SessionForm['recording'] })}
          options={sessionRecordings.map((value) => ({
            value,
            label: (
              <>
                {t(`recordings.${value}`)}
                <span className="st-sub">{t(`recordingHints.${value}`)}</span>
              </>
            ),
          }))}
        />
      </fieldset>
      <div className="st-form two">
        <Field id="f-capacity" label={t('fields.capacity')} hint={t('hints.capacity')} error={problems.capacity}>
          <NumberInput
            min={1}
            max={100_000}
            precision={0}
            value={form.capacity}
            onChange={(capacity) => set({ capacity })}
            inputMode="numeric"
          />
        </Field>
        <SwitchField
          label={t('fields.illustrative')}
          checked={form.illustrative}
          onChange={(illustrative) => set({ illustrative })}
        />
      </div>
    </div>
  );
}
