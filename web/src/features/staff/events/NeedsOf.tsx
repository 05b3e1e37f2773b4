import { useTranslation } from 'react-i18next';
import { languageNames } from '@/lib/language';
import type { Registration } from './model';

/** How somebody comes, and what has to be ready for them. */
export function NeedsOf({
  registration: { attendance, interpretation, diet, reminder },
}: {
  registration: Registration;
}) {
  const { t } = useTranslation('staff');
  const needs = [
    attendance && t(`registrations.attendance.${attendance}`),
    interpretation && t('registrations.interpretation', { language: languageNames[interpretation] }),
    diet,
    reminder === 'none' && t('registrations.noReminder'),
  ].filter(Boolean);
  return needs.length > 0 ? needs.join(' · ') : <span className="c3">–</span>;
}
