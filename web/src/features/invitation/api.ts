import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { useTakeMe } from '@/lib/auth';
import { eventKeys } from '../event/api';

export type Invitation = Schema<'Invitation'>;

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => unwrap(api.GET('/invitations/{token}', { params: { path: { token } } })),
    retry: false,
  });

function useFresh(token: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['invitation', token] });
}

/** Registers once, however often the button is pressed or the answer is lost. */
export function useAccept(event: string, token: string, onDone: (registration: Schema<'Registration'>) => void) {
  const queries = useQueryClient();
  const fresh = useFresh(token);
  const take = useTakeMe();
  const attempt = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: (body: Schema<'RegistrationEntry'>) => {
      const text = JSON.stringify(body);
      if (attempt.current.body !== text) attempt.current = { body: text, key: idempotencyKey() };
      return unwrap(
        api.POST('/events/{event}/registrations', {
          params: { path: { event }, header: { 'Idempotency-Key': attempt.current.key } },
          body,
        }),
      );
    },
    onSuccess: async ({ registration, me }) => {
      onDone(registration);
      await take(me);
      await queries.invalidateQueries({ queryKey: eventKeys.all });
      await fresh();
    },
    onError: () => void fresh(), // it may be full, withdrawn or answered by now
  });
}

export function useDecline(token: string) {
  const fresh = useFresh(token);
  return useMutation({
    mutationFn: () => unwrap(api.POST('/invitations/{token}/decline', { params: { path: { token } } })),
    onSettled: fresh,
  });
}

export function useDelegate(token: string) {
  const fresh = useFresh(token);
  return useMutation({
    mutationFn: (body: Schema<'InvitedColleague'>) =>
      unwrap(api.POST('/invitations/{token}/colleagues', { params: { path: { token } }, body })),
    onSuccess: fresh,
  });
}

export function useStop(token: string) {
  return useMutation({
    mutationFn: () => unwrap(api.POST('/invitations/{token}/unsubscribe', { params: { path: { token } } })),
  });
}
