import { useTranslation } from 'react-i18next';
import { clockTime } from '../room/clock';
import { lengthOf } from '../room/useNow';
import { lateMinutes, type Schedule } from './schedule';
import { useLateness } from './words';

interface Figure {
  word: string;
  value: string;
  late: boolean;
}

/** The current item's times as figures: when it should end, when it will, how late that is, and how much is left. */
export function useFigures(): (schedule: Schedule, now: number) => Figure[] {
  const { t } = useTranslation('rundown');
  const lateness = useLateness();
  return ({ current, lateMs, leftMs }, now) => {
    if (!current) return [];
    const late = lateMinutes(lateMs) > 0;
    const seconds = Math.floor(Math.abs(leftMs) / 1000);
    return [
      { word: t('clock.due'), value: clockTime(current.item.endsAt), late: false },
      { word: t('clock.expected'), value: clockTime(now + Math.max(0, leftMs)), late },
      { word: t('clock.late'), value: lateness(lateMs), late },
      { word: t(leftMs < 0 ? 'clock.over' : 'clock.left'), value: lengthOf(seconds), late: leftMs < 0 },
    ];
  };
}
