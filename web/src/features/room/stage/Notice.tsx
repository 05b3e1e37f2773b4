import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import type { NoticeData } from './data';
import type { StageProps } from './kinds';
import styles from './stage.module.css';

export function Notice({ data }: StageProps) {
  const { i18n } = useTranslation();
  const { text } = data as unknown as NoticeData;
  return (
    <div className={styles.words}>
      <p className={styles.notice}>{inLanguage(text, i18n.language)}</p>
    </div>
  );
}
