import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import './notice.css';

type Tone = 'info' | 'ok' | 'warn' | 'bad';

const icons: Record<Tone, IconName> = { info: 'help', ok: 'check', warn: 'clock', bad: 'warning' };

/** A strip that says one thing: what happened, what is safe, what next. Bad ones interrupt a screen reader. */
export function Notice({ tone = 'info', action, children }: { tone?: Tone; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}
