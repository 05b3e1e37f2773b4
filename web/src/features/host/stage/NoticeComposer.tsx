import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { TextArea } from '@/components/TextArea';
import { useDraft } from '@/lib/draft';
import { useRoomSession } from '../../room/session';
import styles from '../host.module.css';
import type { ComposerProps } from './composers';

const longest = 300;

export function NoticeComposer({ onChange }: ComposerProps) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const [text, setText] = useDraft(`notice.${id}`, '');
  const [english, setEnglish] = useDraft(`notice.en.${id}`, '');
  useEffect(() => {
    const words = { 'zh-CN': text.trim(), ...(english.trim() && { en: english.trim() }) };
    onChange({ kind: 'notice', body: text.trim() ? { kind: 'notice', data: { text: words } } : undefined });
  }, [text, english, onChange]);
  return (
    <div className={styles.composer}>
      <Field label={t('compose.noticeText')}>
        <TextArea
          rows={2}
          value={text}
          maxLength={longest}
          placeholder={t('compose.noticeHint')}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field label={t('compose.other')}>
        <TextArea
          rows={1}
          lang="en"
          value={english}
          maxLength={longest}
          placeholder="English"
          onChange={(event) => setEnglish(event.target.value)}
        />
      </Field>
    </div>
  );
}
