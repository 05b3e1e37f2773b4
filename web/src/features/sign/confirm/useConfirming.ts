import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '@/lib/api';
import { confirmWithCode, confirmWithPasskey, type Prepared } from '@/lib/signing/confirm';
import { makePasskey } from '@/lib/signing/passkey';
import { signKeys, useTakeMine } from '../api';

/** Confirming, by either way; afterwards the overview says what comes next. */
export function useConfirming(agreement: string) {
  const take = useTakeMine(agreement);
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ prepared, code }: { prepared: Prepared; code?: string }) =>
      code === undefined ? confirmWithPasskey(prepared) : confirmWithCode(prepared, code),
    onSuccess: async (now) => {
      await take(now);
      queries.removeQueries({ queryKey: ['held-key'] });
      await navigate({ to: '/sign/$agreement', params: { agreement }, replace: true });
    },
  });
}

/** Makes the person's passkey; a device that has it already needs no other. */
export function useNewPasskey(agreement: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { id, options } = await unwrap(api.POST('/passkeys/options'));
      const credential = await makePasskey(options as unknown as PublicKeyCredentialCreationOptionsJSON);
      await unwrap(
        api.POST('/passkeys', { body: { id, credential: credential as unknown as Record<string, unknown> } }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: signKeys.mine(agreement) }),
  });
}
