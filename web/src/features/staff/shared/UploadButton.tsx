import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { type UploadedFile, type UploadPurpose, upload } from '@/lib/upload';

interface UploadButtonProps {
  purpose: UploadPurpose;
  label: string;
  /** As the file dialog takes it. */
  accept: string;
  primary?: boolean;
  onDone: (file: UploadedFile) => void;
}

interface Sending {
  name: string;
  part: number;
  waiting: boolean;
}

/** Sends a file piece by piece; a cut waits for the network and goes on where it stopped. */
export function UploadButton({ purpose, label, accept, primary = false, onDone }: UploadButtonProps) {
  const { t } = useTranslation('staff');
  const text = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const control = useRef<AbortController>(undefined);
  const [sending, setSending] = useState<Sending>();
  const [error, setError] = useState<unknown>();
  useEffect(() => () => control.current?.abort(), []);
  const send = async (file: File) => {
    const own = new AbortController();
    control.current = own;
    setError(undefined);
    setSending({ name: file.name, part: 0, waiting: false });
    const update = (change: Partial<Sending>) => setSending((before) => before && { ...before, ...change });
    try {
      onDone(
        await upload(file, {
          purpose,
          signal: own.signal,
          onProgress: (part) => update({ part }),
          onWaiting: (waiting) => update({ waiting }),
        }),
      );
    } catch (cause) {
      if (!own.signal.aborted) setError(cause);
    } finally {
      if (control.current === own) setSending(undefined);
    }
  };
  return (
    <div className="st-upload">
      <span className="row">
        <Button
          type={primary ? 'primary' : 'default'}
          icon={<Icon name="upload" size="s" />}
          disabled={Boolean(sending)}
          onClick={() => input.current?.click()}
        >
          {label}
        </Button>
        {sending && <Button onClick={() => control.current?.abort()}>{t('cover.stop')}</Button>}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      {sending && (
        <div role="status">
          <Progress percent={Math.round(sending.part * 100)} aria-label={t('cover.progress', { name: sending.name })} />
          <p className="c2">
            {t(sending.waiting ? 'cover.waiting' : sending.part >= 1 ? 'cover.checking' : 'cover.sending', {
              name: sending.name,
            })}
          </p>
        </div>
      )}
      {Boolean(error) && <FieldError>{text(error)}</FieldError>}
    </div>
  );
}
