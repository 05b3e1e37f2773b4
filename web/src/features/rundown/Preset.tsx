import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useCeremony } from '../room/ceremony/parts';
import { useRoomSession } from '../room/session';
import { presetRundown, useFreshRundown } from './api';

/** Fills an empty plan of a ceremony with what such a ceremony usually consists of. */
export function Preset() {
  const { t } = useTranslation('rundown');
  const { id } = useRoomSession();
  const kind = useCeremony();
  const problem = useProblemText();
  const fresh = useFreshRundown();
  const plan = useMutation({ mutationFn: () => presetRundown(id), onSettled: () => void fresh() });
  if (!kind) return null;
  return (
    <>
      <Button size="s" variant="primary" busy={plan.isPending} onClick={() => plan.mutate()}>
        {t(`preset.${kind}`)}
      </Button>
      {plan.error && <Notice tone="bad">{problem(plan.error)}</Notice>}
    </>
  );
}
