import { payload } from './payload';
import type { Devices, Entry, RoomPhase, Rundown, RundownNext, RundownRun, StaffState } from './types';

/** How many runs of items a state shows. At most the last of them is open. */
const shown = 100;

/** Takes in what is about the run of show, in the phase that the room is in after this entry. */
export function foldRundown(rundown: Rundown, phase: RoomPhase, entry: Entry): Rundown {
  const { type, at, seq } = entry;
  const data = payload(entry);
  switch (type) {
    case 'room.state':
      return onLast(rundown, phase === 'live' ? (run) => tick(run, at) : (run) => stand(run, at));
    case 'rundown.started': {
      if (!data) return rundown;
      const { item, title, minutes, participant, speaker } = data as unknown as RundownRun;
      const run: RundownRun = {
        item,
        seq,
        at,
        title,
        minutes,
        ...(participant && { participant }),
        ...(speaker && { speaker }),
        ranMs: 0,
        ...(phase === 'live' && { since: at }),
      };
      const before = onLast(rundown, (last) => close(last, at)).runs;
      return { runs: [...before, run].slice(-shown), next: nextOf(data) };
    }
    case 'rundown.next':
      return data ? { ...rundown, next: nextOf(data) } : rundown;
    case 'rundown.ended':
      return { ...onLast(rundown, (run) => close(run, at)), next: null };
    default:
      return rundown;
  }
}

/** The run that is on. */
export function openRun({ runs }: Rundown): RundownRun | undefined {
  const last = runs.at(-1);
  return last && !last.until ? last : undefined;
}

/** How long a run has been on at a moment, without breaks. */
export function ranAt({ ranMs, since }: RundownRun, now: number): number {
  return ranMs + (since ? Math.max(0, now - Date.parse(since)) : 0);
}

/** Takes in who is ready and that the plan was changed; undefined when the entry is about another thing. */
export function foldReady(staff: StaffState, entry: Entry): StaffState | undefined {
  const data = payload(entry);
  if (entry.type === 'rundown.changed') return { ...staff, rundown: entry.seq };
  if (entry.type !== 'participant.ready') return undefined;
  if (!data) return staff;
  const participant = String(data.participant);
  const others = staff.ready.filter((id) => id !== participant);
  const devices = data.devices as Omit<Devices, 'participant'> | undefined;
  return {
    ...staff,
    ready: data.ready ? [...others, participant].sort() : others,
    devices: devices ? equip(staff.devices, { participant, ...devices }) : staff.devices,
  };
}

function equip(all: Devices[], { participant, camera, microphone }: Devices): Devices[] {
  const others = all.filter((one) => one.participant !== participant);
  const mine = { participant, ...(camera && { camera }), ...(microphone && { microphone }) };
  return [...others, mine].sort((a, b) => (a.participant < b.participant ? -1 : 1));
}

function nextOf(data: Record<string, unknown>): RundownNext | null {
  return (data.next as RundownNext | null | undefined) ?? null;
}

function onLast(rundown: Rundown, change: (run: RundownRun) => RundownRun): Rundown {
  const run = openRun(rundown);
  return run ? { ...rundown, runs: [...rundown.runs.slice(0, -1), change(run)] } : rundown;
}

function tick(run: RundownRun, at: string): RundownRun {
  return run.since ? run : { ...run, since: at };
}

function stand({ since, ...run }: RundownRun, at: string): RundownRun {
  return since ? { ...run, ranMs: run.ranMs + Date.parse(at) - Date.parse(since) } : run;
}

/** Its keys in the order of the Go struct. */
function close(run: RundownRun, at: string): RundownRun {
  const { ranMs, ...rest } = stand(run, at);
  return { ...rest, until: at, ranMs };
}
