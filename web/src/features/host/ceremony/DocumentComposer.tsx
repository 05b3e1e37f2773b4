import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { isOpen } from '../../room/ceremony/agreement';
import { useRoomView } from '../../room/session';
import { stageOf } from '../../room/views';
import type { ComposerProps } from '../stage/composers';
import styles from './ceremony.module.css';
import { agreementsOf, documentOf } from './stage';

/** An agreement for the stage: the page after the one that is there, else the first. */
export default function DocumentComposer({ onChange }: ComposerProps) {
  const { t, i18n } = useTranslation('host-ceremony');
  const frozen = useRoomView(agreementsOf)?.filter(({ digest }) => digest !== undefined) ?? [];
  const on = documentOf(useRoomView(stageOf));
  const [picked, setPicked] = useState<string>();
  const a = frozen.find(({ agreement }) => agreement === (picked ?? on?.agreement)) ?? frozen[0];
  const page = a && on?.agreement === a.agreement ? Math.min(on.page + 1, a.pages ?? 1) : 1;
  const id = a?.agreement;
  useEffect(
    () =>
      onChange({
        kind: 'document',
        body: id ? { kind: 'document', data: { agreement: id, page } } : undefined,
      }),
    [id, page, onChange],
  );
  if (!a) return <p className={styles.note}>{t('stage.nothing')}</p>;
  return (
    <div className={styles.compose}>
      {frozen.map(({ agreement, title }) => (
        <button
          key={agreement}
          type="button"
          aria-pressed={agreement === a.agreement}
          onClick={() => setPicked(agreement)}
        >
          <span className="clip">{inLanguage(title, i18n.language)}</span>
        </button>
      ))}
      <p className={styles.seen} data-open={isOpen(a, page) || undefined}>
        <Icon name={isOpen(a, page) ? 'eye' : 'hide'} size="s" />
        {t(isOpen(a, page) ? 'stage.willSee' : 'stage.wontSee', { page })}
      </p>
    </div>
  );
}
