import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useRotateSecret, type Webhook } from './api';
import { Shown } from './Shown';

/** Makes another secret and shows it once. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation(['staff-integrations', 'staff']);
  const rotate = useRotateSecret(webhook.id);
  const secret = rotate.data?.secret;
  if (!secret) {
    return (
      <ConfirmDialog
        title={t('rotateTitle')}
        consequences={t('rotateConsequences').split('\n')}
        action={t('rotate')}
        busy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate(undefined)}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      open
      title={t('rotated')}
      onCancel={onClose}
      width={560}
      closable={{ 'aria-label': t('staff:form.cancel') }}
      footer={<Button onClick={onClose}>{t('kept')}</Button>}
    >
      <Shown label={t('secret')} value={secret} once={t('secretOnce')} />
    </Modal>
  );
}
