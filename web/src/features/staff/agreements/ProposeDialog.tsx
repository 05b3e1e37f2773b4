import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { usePropose } from './api';
import { type Agreement, signersOf } from './model';

/** Puts the agreement to its parties: from here on others see it. */
export function ProposeDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { t } = useTranslation('staff-agreements');
  const propose = usePropose(agreement.id);
  return (
    <ConfirmDialog
      title={t('propose.title')}
      consequences={[
        t('propose.invited', {
          names: signersOf(agreement)
            .map(({ name }) => name)
            .join(t('comma')),
        }),
        t('propose.editable'),
      ]}
      action={t('next.propose')}
      busy={propose.isPending}
      error={propose.error}
      onConfirm={() => propose.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
