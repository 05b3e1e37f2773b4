import { formatNumber } from '@/lib/text';
import type { Node } from './api';

/** Beyond these something is wrong; docs/operations.md alerts on the same. */
const limits = { lagMs: 1_000, commitMs: 500, slowShare: 0.01 };

export interface Totals {
  people: number;
  connections: number;
  rooms: number;
  queueBytes: number;
  slowClients: number;
  /** Milliseconds of the slowest server; undefined when nothing was measured. */
  lag: number | undefined;
  commit: number | undefined;
  meanLines: number | undefined;
}

/** All servers together. */
export function totalsOf(nodes: readonly Node[]): Totals {
  const sum = (of: (node: Node) => number) => nodes.reduce((all, node) => all + of(node), 0);
  const commits = sum(({ commits }) => commits.count);
  return {
    people: sum(({ people }) => people),
    connections: sum(({ connections }) => connections),
    // A server names its busiest rooms only; those it does not name count each.
    rooms: busiest(nodes).length + sum(({ roomCount, rooms }) => roomCount - rooms.length),
    queueBytes: sum(({ queueBytes }) => queueBytes),
    slowClients: sum(({ slowClients }) => slowClients),
    lag: worst(nodes.map(({ busLag }) => busLag)),
    commit: worst(nodes.map(({ commits }) => commits)),
    meanLines: commits ? sum(({ commits }) => commits.lines) / commits : undefined,
  };
}

function worst(spreads: readonly { count: number; p99: number }[]): number | undefined {
  const measured = spreads.filter(({ count }) => count > 0);
  return measured.length > 0 ? Math.max(...measured.map(({ p99 }) => p99)) : undefined;
}

export interface Busy {
  id: string;
  session: Node['rooms'][number]['session'];
  event: Node['rooms'][number]['event'];
  people: number;
  connections: number;
  queueBytes: number;
  nodes: string[];
}

/** The rooms of all servers, a room on several of them once, the busiest first. */
export function busiest(nodes: readonly Node[]): Busy[] {
  const found = new Map<string, Busy>();
  for (const node of nodes) {
    for (const { id, session, event, people, connections, queueBytes } of node.rooms) {
      if (connections === 0) continue; // the last one has just left
      const room = found.get(id) ?? { id, session, event, people: 0, connections: 0, queueBytes: 0, nodes: [] };
      room.people += people;
      room.connections += connections;
      room.queueBytes += queueBytes;
      room.nodes.push(node.id);
      found.set(id, room);
    }
  }
  return [...found.values()].sort((a, b) => b.connections - a.connections || a.id.localeCompare(b.id));
}

export type Trouble = 'busAway' | 'noneAccepting' | 'lag' | 'commit' | 'slow' | 'stopping' | 'resting';

/** What is not as it should be, the worst first. */
export function troublesOf(nodes: readonly Node[]): Trouble[] {
  const { lag = 0, commit = 0, slowClients, connections } = totalsOf(nodes);
  const wrong: Record<Trouble, boolean> = {
    busAway: nodes.some(({ busHealthy }) => !busHealthy),
    noneAccepting: nodes.length > 0 && !nodes.some(inService),
    lag: lag > limits.lagMs,
    commit: commit > limits.commitMs,
    slow: slowClients > 0 && slowClients > limits.slowShare * connections,
    stopping: nodes.some(({ stopping }) => stopping),
    resting: nodes.some((node) => stateOf(node) === 'resting'),
  };
  return (Object.keys(wrong) as Trouble[]).filter((trouble) => wrong[trouble]);
}

export type NodeState = 'serving' | 'resting' | 'stopping';

export function stateOf({ accepting, stopping }: Pick<Node, 'accepting' | 'stopping'>): NodeState {
  if (stopping) return 'stopping';
  return accepting ? 'serving' : 'resting';
}

const inService = (node: Node) => stateOf(node) === 'serving';

/** Whether people of this server have somewhere to go. */
export function hasElsewhere(node: Node, nodes: readonly Node[]): boolean {
  return nodes.some((other) => other.id !== node.id && inService(other));
}

/** 3.4 MiB */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** step;
  return `${formatNumber(value, { maximumFractionDigits: value < 100 && step > 0 ? 1 : 0 })} ${units[step]}`;
}

/** 3.2 ms, 120 ms, 1.4 s; a dash when nothing was measured. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms >= 1_000) return `${formatNumber(ms / 1_000, { maximumFractionDigits: 1 })} s`;
  return `${formatNumber(ms, { maximumFractionDigits: ms < 10 ? 1 : 0 })} ms`;
}

/** How long a server has been up: the largest unit that fits, whole. */
export function uptimeOf(startedAt: string, now: number): { count: number; unit: 'minutes' | 'hours' | 'days' } {
  const minutes = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 60_000));
  if (minutes < 120) return { count: minutes, unit: 'minutes' };
  if (minutes < 48 * 60) return { count: Math.floor(minutes / 60), unit: 'hours' };
  return { count: Math.floor(minutes / (24 * 60)), unit: 'days' };
}
