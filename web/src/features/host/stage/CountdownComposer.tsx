import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useDraft } from '@/lib/draft';
import { useRoomSession } from '../../room/session';
import { useNow } from '../../room/useNow';
import styles from '../host.module.css';
import type { ComposerProps } from './composers';

const offered = [1, 5, 10, 15];

export function CountdownComposer({ onChange }: ComposerProps) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const [minutes, setMinutes] = useState(5);
  const [label, setLabel] = useDraft(`countdown.${id}`, '');
  // The end is absolute; until it is pushed it moves on with the clock.
  const now = useNow(5000);
  useEffect(() => {
    const endsAt = new Date(now + minutes * 60_000).toISOString();
    onChange({ kind: 'countdown', body: { kind: 'countdown', data: { endsAt, label: { 'zh-CN': label.trim() } } } });
  }, [now, minutes, label, onChange]);
  return (
    <div className={styles.composer}>
      <fieldset className={styles.kinds} aria-label={t('compose.endsIn')}>
        {offered.map((count) => (
          <button key={count} type="button" aria-pressed={count === minutes} onClick={() => setMinutes(count)}>
            {t('compose.minutes', { count })}
          </button>
        ))}
      </fieldset>
      <Field label={t('compose.label')}>
        <Input
          value={label}
          maxLength={60}
          placeholder={t('compose.labelHint')}
          onChange={(event) => setLabel(event.target.value)}
        />
      </Field>
    </div>
  );
}
