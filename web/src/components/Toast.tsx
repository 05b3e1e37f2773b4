import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { Icon } from './Icon';
import './toast.css';

type Tone = 'ok' | 'bad';
interface Said {
  id: number;
  tone: Tone;
  text: string;
}

const Say = createContext<(text: string, tone?: Tone) => void>(() => {});

/** Says a short thing at the bottom of the page. Good news leaves by itself, bad news stays until closed. */
export function useToast(): (text: string, tone?: Tone) => void {
  return useContext(Say);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const [said, setSaid] = useState<Said[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setSaid((all) => all.filter((one) => one.id !== id)), []);
  const say = useCallback(
    (text: string, tone: Tone = 'ok') => {
      const id = next.current++;
      setSaid((all) => [...all.slice(-2), { id, tone, text }]);
      if (tone === 'ok') setTimeout(() => drop(id), 5000);
    },
    [drop],
  );
  const list = useMemo(
    () => (
      <div className="toasts" role="status" aria-live="polite">
        {said.map(({ id, tone, text }) => (
          <p key={id} className="toast">
            <Icon name={tone === 'ok' ? 'check' : 'warning'} />
            <span>{text}</span>
            <Button icon size="s" variant="quiet" aria-label={t('close')} onClick={() => drop(id)}>
              <Icon name="close" size="s" />
            </Button>
          </p>
        ))}
      </div>
    ),
    [said, drop, t],
  );
  return (
    <Say.Provider value={say}>
      {children}
      {list}
    </Say.Provider>
  );
}
