import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './ConfirmDialog';

interface ConflictDialogProps {
  /** 这个活动 */
  thing: string;
  /** Names of the fields that both changed. */
  both: readonly string[];
  onKeep: () => void;
  onDiscard: () => void;
  onClose: () => void;
}

/** Two people edited the same: says who would win where, and lets the second one choose. */
export function ConflictDialog({ thing, both, onKeep, onDiscard, onClose }: ConflictDialogProps) {
  const { t } = useTranslation('staff');
  return (
    <ConfirmDialog
      title={t('conflict.title', { thing })}
      consequences={[
        t('conflict.keepMeans'),
        both.length > 0 ? t('conflict.both', { fields: both.join(t('form.listComma')) }) : t('conflict.none'),
        t('conflict.discardMeans'),
      ]}
      action={t('conflict.keep')}
      onConfirm={onKeep}
      onClose={onClose}
      other={
        <Button danger onClick={onDiscard} className="st-left">
          {t('conflict.discard')}
        </Button>
      }
    />
  );
}
