import { useTranslation } from 'react-i18next';
import type { CrewMember, RundownDraft } from './api';
import { lateMinutes } from './schedule';

/** Who presents an item. */
export function speakerOf({ person, speaker }: Pick<RundownDraft, 'person' | 'speaker'>, crew: CrewMember[]): string {
  return crew.find((each) => each.person === person)?.name ?? speaker ?? '';
}

/** Lateness in words: on time, so many minutes late or ahead. */
export function useLateness(): (lateMs: number) => string {
  const { t } = useTranslation('rundown');
  return (lateMs) => {
    const count = lateMinutes(lateMs);
    if (count === 0) return t('onTime');
    return count > 0 ? t('late', { count }) : t('ahead', { count: -count });
  };
}
