import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { fromWall, toWall } from '../shared/zoned';
import { newKey } from './api';
import { MomentField } from './MomentField';

interface CopyDialogProps {
  title: string;
  consequences: string;
  action: string;
  /** When what is copied starts; without one there is no date to ask for. */
  startsAt?: string;
  timeZone: string;
  busy: boolean;
  error: unknown;
  onCopy: (order: { startsAt: string; key: string }) => void;
  onClose: () => void;
}

const week = 7 * 24 * 60 * 60 * 1000;

/** Asks for the new date; the same time of the day, a week on at the earliest, is proposed. */
export function CopyDialog({ startsAt, timeZone, onCopy, consequences, ...dialog }: CopyDialogProps) {
  const { t } = useTranslation('staff');
  const [key] = useState(newKey);
  const [moment, setMoment] = useState(() => proposed(startsAt, timeZone, Date.now()));
  const zoned = fromWall(`${moment.day}T${moment.time}`, timeZone);
  const utc = zoned?.kind === 'twice' && moment.later ? zoned.later : zoned?.utc;
  const wrong = !zoned ? 'time_required' : zoned.kind === 'never' ? 'time_never' : undefined;
  return (
    <ConfirmDialog
      {...dialog}
      consequences={consequences.split('\n')}
      disabled={wrong !== undefined}
      onConfirm={() => utc && onCopy({ startsAt: utc, key })}
    >
      {startsAt && (
        <MomentField
          name="startsAt"
          {...moment}
          zoned={zoned}
          {...(wrong && { error: t(`problems.${wrong}`) })}
          onChange={setMoment}
        />
      )}
    </ConfirmDialog>
  );
}

/** The day a week after the one copied, or after today when that is past. */
function proposed(startsAt: string | undefined, zone: string, now: number) {
  const from = startsAt ? Date.parse(startsAt) : now;
  const day = toWall(new Date(Math.max(from, now) + week).toISOString(), zone).slice(0, 10);
  return { day, time: toWall(new Date(from).toISOString(), zone).slice(11), later: false };
}
