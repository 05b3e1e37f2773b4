import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { IntentError } from '@/lib/signing/intent';
import { KeyError } from '@/lib/signing/keys';
import { PasskeyError } from '@/lib/signing/passkey';

/** Why confirming did not work: of the device, of the browser, of what was proposed, or the server's answer. */
export function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation('sign');
  const text = useProblemText();
  const words = () => {
    if (error instanceof PasskeyError) return t(`trouble.passkey.${error.code}`);
    if (error instanceof KeyError) return t(`trouble.key.${error.code}`);
    if (error instanceof IntentError) return t(`trouble.intent.${error.part}`);
    return text(error);
  };
  return <Notice tone="bad">{words()}</Notice>;
}
