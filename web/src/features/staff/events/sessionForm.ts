import { textOf, type Words, wordsOf } from '../shared/localised';
import { changes } from '../shared/merge';
import { fromWall, toWall, type WallTime, type Zoned } from '../shared/zoned';
import type { Session, SessionAccess, SessionRecording, SessionReplay } from './model';

/** A session as its editor holds it; times as clocks in its zone show them. */
export interface SessionForm {
  /** Chosen once: it decides what the room can do. */
  kind: Session['kind'];
  title: Words;
  description: Words;
  startsOn: string;
  startsAt: string;
  endsOn: string;
  endsAt: string;
  /** Takes the second of two equal times on the night the clock goes back. */
  startsLater: boolean;
  endsLater: boolean;
  timeZone: string;
  capacity: number | null;
  access: SessionAccess;
  replay: SessionReplay;
  recording: SessionRecording;
  illustrative: boolean;
}

export type SessionProblem =
  | 'title_required'
  | 'time_required'
  | 'time_never'
  | 'ends_before_start'
  | 'session_too_long';
export type SessionProblems = Partial<Record<'title.zh-CN' | 'startsAt' | 'endsAt', SessionProblem>>;

const week = 7 * 24 * 60 * 60 * 1000;

/** A session that starts an hour and a half on some morning to come. */
export function newSessionForm(timeZone: string, now: Date): SessionForm {
  const inAWeek = toWall(new Date(now.getTime() + week).toISOString(), timeZone).slice(0, 10);
  return {
    kind: 'promotion',
    title: wordsOf(undefined),
    description: wordsOf(undefined),
    startsOn: inAWeek,
    startsAt: '10:00',
    endsOn: inAWeek,
    endsAt: '11:30',
    startsLater: false,
    endsLater: false,
    timeZone,
    capacity: null,
    access: 'registered',
    replay: 'attended',
    recording: 'auto',
    illustrative: false,
  };
}

export function sessionFormOf(session: Session): SessionForm {
  const start = wallOf(session.startsAt, session.timeZone);
  const end = wallOf(session.endsAt, session.timeZone);
  return {
    kind: session.kind,
    title: wordsOf(session.title),
    description: wordsOf(session.description),
    startsOn: start.day,
    startsAt: start.time,
    endsOn: end.day,
    endsAt: end.time,
    startsLater: start.later,
    endsLater: end.later,
    timeZone: session.timeZone,
    capacity: session.capacity || null,
    access: session.access,
    replay: session.replay,
    recording: session.recording,
    illustrative: session.illustrative,
  };
}

function wallOf(utc: string, zone: string) {
  const wall: WallTime = toWall(utc, zone);
  const back = fromWall(wall, zone);
  const later = back?.kind === 'twice' && Date.parse(back.later) === Date.parse(utc);
  return { day: wall.slice(0, 10), time: wall.slice(11), later };
}

/** When the session starts and ends, as far as the form says. */
export function timesOf(form: SessionForm): { start: Zoned | undefined; end: Zoned | undefined } {
  return {
    start: fromWall(`${form.startsOn}T${form.startsAt}`, form.timeZone),
    end: fromWall(`${form.endsOn}T${form.endsAt}`, form.timeZone),
  };
}

function momentOf(zoned: Zoned | undefined, later: boolean): string | undefined {
  return zoned?.kind === 'twice' && later ? zoned.later : zoned?.utc;
}

/** What the browser can tell to be wrong before anything is sent. */
export function sessionProblems(form: SessionForm): SessionProblems {
  const found: SessionProblems = {};
  const { start, end } = timesOf(form);
  if (!form.title['zh-CN'].trim()) found['title.zh-CN'] = 'title_required';
  if (!start) found.startsAt = 'time_required';
  else if (start.kind === 'never') found.startsAt = 'time_never';
  if (!end) found.endsAt = 'time_required';
  else if (end.kind === 'never') found.endsAt = 'time_never';
  const [from, to] = [momentOf(start, form.startsLater), momentOf(end, form.endsLater)];
  if (from && to && !found.startsAt && !found.endsAt) {
    const length = Date.parse(to) - Date.parse(from);
    if (length <= 0) found.endsAt = 'ends_before_start';
    else if (length > week) found.endsAt = 'session_too_long';
  }
  return found;
}

/** What the API takes. Call it only when there are no problems. */
export function sessionDraft(form: SessionForm) {
  const { start, end } = timesOf(form);
  return {
    kind: form.kind,
    title: textOf(form.title),
    description: textOf(form.description),
    startsAt: momentOf(start, form.startsLater) ?? '',
    endsAt: momentOf(end, form.endsLater) ?? '',
    timeZone: form.timeZone,
    capacity: form.capacity ?? 0,
    access: form.access,
    replay: form.replay,
    recording: form.recording,
    illustrative: form.illustrative,
  };
}

/** What a PATCH sends: fields that differ; the kind of a session stays. */
export function sessionChange(base: SessionForm, form: SessionForm) {
  const { kind: _, ...mine } = sessionDraft(form);
  const { kind: __, ...before } = sessionDraft(base);
  return changes(before, mine);
}
