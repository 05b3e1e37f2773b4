import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { languageNames, languages } from '@/lib/language';
import { ActionButton } from '../shared/ActionButton';
import { TextBox, TextInput } from '../shared/controls';
import { ProblemText } from '../shared/ProblemText';
import { useFieldProblems } from '../shared/problems';
import { usePause } from '../shared/usePause';
import { type Campaign, type Channel, usePreview, useTry, useWrite, type Words } from './api';

const places = ['{name}', '{event}', '{time}', '{chamber}', '{host}', '{deadline}', '{venue}', '{link}'];

/** What is written to members, beside how it reads. */
export function Texts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('staff-campaigns');
  const say = useToast();
  const [language, setLanguage] = useState<(typeof languages)[number]>(languages[0]);
  const [channel, setChannel] = useState<Channel>(campaign.channel);
  const [texts, setTexts] = useState<Record<string, Words>>(campaign.texts);
  const write = useWrite(campaign);
  const trial = useTry(campaign.id);
  const words = texts[language] ?? {};
  const set = (part: Words) => setTexts((before) => ({ ...before, [language]: { ...before[language], ...part } }));
  const problems = useFieldProblems(write.error, texts);
  const problem = (part: string) => problems[`texts.${language}.${part}`];
  return (
    <div className="cp-texts">
      <form
        className="st-form"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate({ channel, texts }, { onSuccess: () => say(t('saved')) });
        }}
      >
        <Radio.Group
          aria-label={t('texts.language')}
          optionType="button"
          value={language}
          onChange={(event) => setLanguage(event.target.value)}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Field label={t('texts.channel')}>
          <Radio.Group
            value={channel}
            onChange={(event) => setChannel(event.target.value as Channel)}
            options={(['mail', 'sms'] as const).map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </Field>
        <p className="c3">{t('texts.usual', { places: places.join(' ') })}</p>
        <Field label={t('texts.subject')} error={problem('subject')}>
          <TextInput value={words.subject ?? ''} maxLength={200} onChange={(e) => set({ subject: e.target.value })} />
        </Field>
        <Field label={t('texts.body')} error={problem('body')}>
          <TextBox
            rows={10}
            value={words.body ?? ''}
            maxLength={4000}
            onChange={(e) => set({ body: e.target.value })}
          />
        </Field>
        <Field label={t('texts.sms')} error={problem('sms')}>
          <TextBox rows={3} value={words.sms ?? ''} maxLength={400} onChange={(e) => set({ sms: e.target.value })} />
        </Field>
        {write.error && <ProblemText error={write.error} />}
        <div className="st-actions">
          <ActionButton type="primary" htmlType="submit" busy={write.isPending}>
            {t('save')}
          </ActionButton>
          <ActionButton
            busy={trial.isPending}
            onClick={() => trial.mutate({ language, channel }, { onSuccess: () => say(t('texts.tried')) })}
          >
            {t('texts.try')}
          </ActionButton>
        </div>
        {trial.error && <ProblemText error={trial.error} />}
      </form>
      <Reads campaign={campaign.id} {...{ language, channel }} texts={usePause(texts)} />
    </div>
  );
}

interface ReadsProps {
  campaign: string;
  language: (typeof languages)[number];
  channel: Channel;
  texts: Record<string, Words>;
}

function Reads({ campaign, language, channel, texts }: ReadsProps) {
  const { t } = useTranslation('staff-campaigns');
  const { data, error } = usePreview(campaign, language, texts);
  return (
    <section className="cp-reads" aria-label={t('texts.preview')}>
      <h2>{t('texts.preview')}</h2>
      {error && <ProblemText error={error} />}
      {data && channel === 'mail' && (
        <>
          <p className="cp-subject">{data.subject}</p>
          <p className="cp-letter">{data.text}</p>
        </>
      )}
      {data && channel === 'sms' && (
        <>
          <p className="cp-bubble">{data.sms}</p>
          <p className="c3">{t('texts.parts', { n: data.parts, length: data.sms.length })}</p>
        </>
      )}
    </section>
  );
}
