import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Campaign = Schema<'Campaign'>;
export type Invited = Schema<'CampaignInvitation'>;
export type InvitedStatus = Invited['status'];
export type Words = Schema<'Words'>;
export type Channel = Campaign['channel'];

export const statuses: readonly InvitedStatus[] = [
  'draft',
  'queued',
  'sent',
  'bounced',
  'opened',
  'accepted',
  'waiting',
  'declined',
  'colleague',
  'withdrawn',
];

const root = 'staff-campaigns';

export function useCampaigns(filter: { event?: string }) {
  return useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/campaigns', { params: { query: { ...filter, cursor } } })),
  );
}

export function useCampaign(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: () => unwrap(api.GET('/campaigns/{campaign}', { params: { path: { campaign: id } } })),
    refetchInterval: ({ state }) => ((state.data?.counts.queued ?? 0) > 0 ? 3000 : false), // while letters go out
  });
}

export function useInvited(campaign: string, status: InvitedStatus | undefined) {
  return useCursorList([root, 'invited', campaign, { status }], (cursor) =>
    unwrap(
      api.GET('/campaigns/{campaign}/invitations', {
        params: { path: { campaign }, query: { status, cursor, limit: 50 } },
      }),
    ),
  );
}

/** Groups and tags of a chamber's members. */
export function useLabels(chamber: string) {
  return useQuery({
    queryKey: [root, 'labels', chamber],
    queryFn: async () => (await unwrap(api.GET('/members/labels', { params: { query: { chamber } } }))) ?? [],
  });
}

/** A change of campaigns, after which all of them are read again. */
function useChange<In, Out>(change: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: [root] }) });
}

export const useInvite = () =>
  useChange((body: Schema<'CampaignDraft'>) =>
    unwrap(api.POST('/campaigns', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  );

export const useOffer = ({ id, version }: Campaign) =>
  useChange((body: Schema<'CampaignChange'>) =>
    unwrap(
      api.PATCH('/campaigns/{campaign}', {
        params: { path: { campaign: id }, header: { 'If-Match': etag(version) } },
        body,
      }),
    ),
  );

export const useWrite = ({ id, version }: Campaign) =>
  useChange((body: Schema<'CampaignTexts'>) =>
    unwrap(
      api.PUT('/campaigns/{campaign}/texts', {
        params: { path: { campaign: id }, header: { 'If-Match': etag(version) } },
        body,
      }),
    ),
  );

export function usePreview(
  campaign: string,
  language: Schema<'CampaignPreviewOrder'>['language'],
  texts: Record<string, Words>,
) {
  return useQuery({
    queryKey: [root, 'preview', campaign, language, texts],
    placeholderData: (before) => before,
    queryFn: () =>
      unwrap(api.POST('/campaigns/{campaign}/preview', { params: { path: { campaign } }, body: { language, texts } })),
  });
}

export const useTry = (campaign: string) =>
  useChange((body: Schema<'CampaignTrial'>) =>
    unwrap(api.POST('/campaigns/{campaign}/trials', { params: { path: { campaign } }, body })),
  );

export const useChoose = (campaign: string) =>
  useChange((body: Schema<'MemberSelection'>) =>
    unwrap(api.POST('/campaigns/{campaign}/invitations', { params: { path: { campaign } }, body })),
  );

export const useSend = (campaign: string) =>
  useChange((invitations: string[] | undefined) =>
    unwrap(
      api.POST('/campaigns/{campaign}/sending', {
        params: { path: { campaign } },
        body: invitations ? { invitations } : {},
      }),
    ),
  );

export const useRevoke = (campaign: string) =>
  useChange((invitation: string) =>
    unwrap(
      api.DELETE('/campaigns/{campaign}/invitations/{invitation}', { params: { path: { campaign, invitation } } }),
    ),
  );

export const posterHref = (campaign: string, language: string, invitation?: string): string =>
  `/api/v1/campaigns/${campaign}/poster.png?lang=${language}${invitation ? `&invitation=${invitation}` : ''}`;
