import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import type { Level } from '../model';

/** How somebody confirmed; the weaker way says that it is. */
export function LevelTag({ level }: { level: Level }) {
  const { t } = useTranslation('sign');
  return level === 'code' ? <Tag tone="warn">{t('level.code')}</Tag> : <Tag>{t('level.passkey')}</Tag>;
}
