import type { ConnectionState } from '@/lib/room/socket';
import type { BackchannelLine } from '@/lib/room/types';

/** Selectors kept in one place: each returns what the state already holds, never something new. */
/** Whether this client has ever been let in; what is asked over REST before that would be refused. */
export const enteredOf = (state: ConnectionState) => state.epoch !== undefined;
export const phaseOf = (state: ConnectionState) => state.phase;
export const recordingOf = (state: ConnectionState) => state.room.recording;
export const roomStateOf = (state: ConnectionState) => state.room.state;
export const stageOf = (state: ConnectionState) => state.room.stage;
export const timelineOf = (state: ConnectionState) => state.room.timeline;
export const linesOf = (state: ConnectionState) => state.room.lines;
export const settingsOf = (state: ConnectionState) => state.room.settings;
export const questionsOf = (state: ConnectionState) => state.room.questions;
export const peopleOf = (state: ConnectionState) => state.people;
export const onlineOf = (state: ConnectionState) => state.online;
export const youOf = (state: ConnectionState) => state.you;
export const staffOf = (state: ConnectionState) => state.staff;
export const qualityOf = (state: ConnectionState) => state.quality;
export const retryAtOf = (state: ConnectionState) => state.retryAt;
export const lostAtOf = (state: ConnectionState) => state.lostAt;
export const offlineOf = (state: ConnectionState) => state.offline;
export const reactionsOf = (state: ConnectionState) => state.room.reactions;
export const pollsOf = (state: ConnectionState) => state.room.polls;
export const announcementOf = (state: ConnectionState) => state.room.announcement;
export const takeAwayOf = (state: ConnectionState) => state.room.links;
export const handoutsOf = (state: ConnectionState) => state.room.handouts;
export const freshOf = (state: ConnectionState) => state.fresh;

/** Where the presenter points, in parts of the page. */
export const pointerOf = (state: ConnectionState) =>
  (state.stickies.pointer?.data ?? undefined) as { x: number; y: number; page: number } | undefined;

const nothing: BackchannelLine[] = [];
export const backchannelOf = (state: ConnectionState) => state.staff?.backchannel ?? nothing;
export const rundownOf = (state: ConnectionState) => state.room.rundown;
export const sceneOf = (state: ConnectionState) => state.room.scene;
