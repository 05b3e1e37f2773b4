import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, unwrap } from '@/lib/api';
import type { Poll, Tally } from '@/lib/room/types';
import { type RoomMe, roomKeys, useRoomMe } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { enteredOf, pollsOf } from '../views';

/** The poll that is open now. */
export function useOpenPoll(): Poll | undefined {
  const last = useRoomView(pollsOf).at(-1);
  return last?.status === 'open' ? last : undefined;
}

/** What I chose in a poll, and how it stood when I asked; both are mine alone and come over REST. */
export function useMyPoll(poll: string | undefined) {
  const { id } = useRoomSession();
  const me = useRoomMe(id, useRoomView(enteredOf));
  return me.data?.polls.find((each) => each.poll === poll);
}

/** How a poll stands: final once closed, the last that was told while it runs and is live. */
export function useTally(poll: Poll): Tally | undefined {
  const told = useRoomView(useCallback((state) => state.stickies[`poll.${poll.poll}`]?.data, [poll.poll]));
  const asked = useMyPoll(poll.poll)?.tally;
  if (poll.status === 'closed') return poll.tally;
  return (told as Tally | undefined) ?? asked;
}

export function useVote(poll: Poll) {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choices: number[]) =>
      unwrap(
        api.PUT('/rooms/{room}/polls/{poll}/vote', {
          params: { path: { room: id, poll: poll.poll } },
          body: { choices },
        }),
      ),
    onSuccess: ({ choices }) => {
      queries.setQueryData<RoomMe>(roomKeys.me(id), (me) => {
        if (!me) return me;
        const mine = me.polls.find((each) => each.poll === poll.poll);
        const polls = me.polls.filter((each) => each !== mine);
        return { ...me, polls: [...polls, { poll: poll.poll, ...mine, choices }] };
      });
    },
  });
}
