import { useTranslation } from 'react-i18next';
import { dayOf, formatDate } from '@/lib/time';
import type { FollowUp } from './api';

/** 规资，12 月 15 日前书面答复 */
export function Due({ line }: { line: FollowUp }) {
  const { t } = useTranslation('staff');
  const department = line.department || t('followUps.nobody');
  return <>{t('followUps.dueText', { department, day: formatDate(dayOf(line.dueOn), 'UTC') })}</>;
}
