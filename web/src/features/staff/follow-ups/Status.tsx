import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import type { FollowUp } from './api';

/** Late is said by a word, and by its colour. */
export function Status({ line }: { line: FollowUp }) {
  const { t } = useTranslation('staff');
  if (line.overdue) return <Tag tone="bad">{t('followUps.late')}</Tag>;
  const tone = { open: 'warn', answered: 'ok', closed: 'plain' } as const;
  return <Tag tone={tone[line.status]}>{t(`followUps.${line.status}`)}</Tag>;
}
