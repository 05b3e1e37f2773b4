import type { Schema } from '@/lib/api';

export type StaffEvent = Schema<'Event'>;
export type Session = Schema<'Session'>;
export type Registration = Schema<'Registration'>;
export type Cast = Schema<'SessionPerson'>;

export type EventStatus = StaffEvent['status'];
export type SessionAccess = Session['access'];
export type SessionReplay = Session['replay'];
export type SessionRecording = Session['recording'];
export type CastRole = Cast['role'];
export type RegistrationStatus = Registration['status'];

export const eventStatuses: readonly EventStatus[] = ['draft', 'review', 'published', 'archived'];
export const sessionKinds: readonly Session['kind'][] = ['promotion', 'showcase', 'signing', 'groundbreaking'];
export const sessionAccesses: readonly SessionAccess[] = ['registered', 'public', 'invited'];
export const sessionReplays: readonly SessionReplay[] = ['attended', 'registered', 'staff'];
export const sessionRecordings: readonly SessionRecording[] = ['auto', 'manual', 'off'];
export const castRoles: readonly CastRole[] = ['host', 'presenter', 'moderator', 'guest'];
export const registrationStatuses: readonly RegistrationStatus[] = ['confirmed', 'waiting', 'cancelled'];
