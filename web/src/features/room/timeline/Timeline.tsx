import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '@/lib/room/types';
import { clockTime } from '../clock';
import { useLooking } from '../looking';
import { useRoomSession, useRoomView } from '../session';
import { placeLabel } from '../showcase/data';
import { stageKind } from '../stage/kinds';
import { useNow } from '../useNow';
import { roomStateOf, timelineOf } from '../views';
import { Marks } from './Marks';
import { nearest, scaleOf } from './scale';
import styles from './timeline.module.css';
import { useLookAt } from './useLookAt';

/** What was on stage when. One slider: arrows walk from moment to moment, a touch goes to the nearest. */
export function Timeline() {
  const { t } = useTranslation('room');
  const { info } = useRoomSession();
  const moments = useRoomView(timelineOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const now = useNow(10_000, !ended);
  const { looking, back } = useLooking();
  const lookAt = useLookAt();
  const track = useRef<HTMLDivElement>(null);
  const { startsAt, endsAt } = info.session;
  const last = moments.at(-1);
  const head = ended && last ? Date.parse(last.at) : now;
  const scale = useMemo(() => scaleOf(moments, startsAt, endsAt, head), [moments, startsAt, endsAt, head]);
  if (moments.length === 0) return <div className={styles.timeline} />;

  const chosen = looking?.seq ?? (looking ? lastAt(moments, looking.page)?.seq : undefined);
  const index = chosen === undefined ? moments.length - 1 : moments.findIndex((each) => each.seq === chosen);
  const here = moments[index] ?? last;

  const word = (moment: Moment) => {
    if (moment.place) return t('stage.parcelAt', { place: placeLabel(moment.place) });
    return moment.page ? `${t('stage.slides')} ${moment.page}` : t(`stage.${stageKind(moment.kind)?.word ?? 'blank'}`);
  };
  const go = (moment: Moment | undefined) => {
    if (!moment) return;
    if (moment === last) back();
    else void lookAt(moment);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (step !== undefined) go(moments[Math.min(Math.max(0, index + step), moments.length - 1)]);
    else if (event.key === 'Home') go(moments[0]);
    else if (event.key === 'End') back();
    else return;
    event.preventDefault();
  };
  const touch = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box) go(nearest(moments, scale, (event.clientX - box.left) / box.width));
  };
  const says = here
    ? here === last
      ? t('timeline.now', { what: word(here) })
      : t('timeline.moment', { time: clockTime(here.at), what: word(here) })
    : '';

  return (
    <div
      className={styles.timeline}
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.label')}
      aria-valuemin={0}
      aria-valuemax={moments.length - 1}
      aria-valuenow={Math.max(0, index)}
      aria-valuetext={says}
      onKeyDown={press}
      onPointerUp={touch}
    >
      <div className={styles.track} ref={track}>
        <Marks moments={moments} scale={scale} head={head} you={chosen === undefined ? undefined : here} />
      </div>
    </div>
  );
}

/** When a page was on stage last. */
function lastAt(moments: readonly Moment[], page: number): Moment | undefined {
  return [...moments].reverse().find((moment) => moment.page === page);
}
