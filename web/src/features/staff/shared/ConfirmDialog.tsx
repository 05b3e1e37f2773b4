import { Button, Modal } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { ActionButton } from './ActionButton';
import { ProblemText } from './ProblemText';

interface ConfirmDialogProps {
  title: string;
  /** What will be so afterwards, one line each. */
  consequences?: readonly string[];
  /** Verb first: 发布活动. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
  /** Another way out, left of the others. */
  other?: ReactNode;
}

/** Names the consequences before something is done that others will notice. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation('staff');
  const id = useId();
  const {
    title,
    consequences = [],
    action,
    danger,
    busy,
    disabled,
    error,
    onConfirm,
    onClose,
    children,
    other,
  } = props;
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={520}
      closable={{ 'aria-label': t('form.cancel') }}
      footer={
        <div className="st-dialog-foot">
          {other}
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <ActionButton type="primary" danger={danger} busy={busy} disabled={disabled} onClick={onConfirm}>
            {action}
          </ActionButton>
        </div>
      }
    >
      <div className="st-dialog" id={id}>
        {consequences.length > 0 && (
          <ul className="st-consequences">
            {consequences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {children}
        {Boolean(error) && (
          <Notice tone="bad">
            <ProblemText error={error} />
          </Notice>
        )}
      </div>
    </Modal>
  );
}
