import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { Icon } from './Icon';
import './dialog.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons in the last row. */
  actions?: ReactNode;
}

/** A modal dialog while it is mounted: the browser's own, which keeps the focus inside and closes on Escape. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const { t } = useTranslation('common');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const outside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press outside is a shortcut; Escape and the button do the same
    <dialog
      ref={dialog}
      className="dlg"
      aria-labelledby={titleId}
      onClick={outside}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dlg-in">
        <div className="dlg-head">
          <h2 id={titleId}>{title}</h2>
          <Button icon variant="quiet" aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </Button>
        </div>
        <div className="dlg-body">{children}</div>
        {actions && <div className="dlg-foot">{actions}</div>}
      </div>
    </dialog>
  );
}
