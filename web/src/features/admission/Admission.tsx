import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Icon } from '@/components/Icon';
import { QrCode } from '@/components/QrCode';
import './admission.css';

interface Props {
  registration: string;
  /** The event's title, and who comes. */
  event: string;
  name?: string;
  size?: 'l';
}

/** The code with which somebody is let in to the hall, on their own phone. The page around it does not style its dialog. */
export function Admission({ registration, event, name, size }: Props) {
  const { t } = useTranslation('event');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="adm-show" {...(size && { size })} onClick={() => setOpen(true)}>
        <Icon name="scan" size="s" />
        {t('admission.show')}
      </Button>
      {open &&
        createPortal(
          <Dialog title={t('admission.show')} onClose={() => setOpen(false)}>
            <figure className="adm">
              <QrCode text={`${location.origin}/c/${registration}`} label={t('admission.label')} />
              <figcaption>
                {name && <b>{name}</b>}
                <span>{event}</span>
              </figcaption>
            </figure>
            <p className="c2">{t('admission.text')}</p>
          </Dialog>,
          document.body,
        )}
    </>
  );
}
