import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { TextInput } from '../shared/controls';
import { copyText } from '../shared/copy';

/** A secret that is shown once: said so, and copied with one press. */
export function Shown({ label, value, once }: { label: string; value: string; once: string }) {
  const { t } = useTranslation('staff-integrations');
  const say = useToast();
  const copy = async () => {
    const done = await copyText(value);
    say(t(done ? 'copied' : 'notCopied'), done ? 'ok' : 'bad');
  };
  return (
    <div className="st-form">
      <Notice tone="warn">{once}</Notice>
      <Field label={label}>
        <TextInput className="st-code" readOnly value={value} onFocus={(event) => event.target.select()} />
      </Field>
      <p>
        <Button type="primary" icon={<Icon name="copy" size="s" />} onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </p>
    </div>
  );
}
