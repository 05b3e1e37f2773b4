import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import './state.css';

interface StateProps {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Small print: the number to quote. */
  foot?: ReactNode;
  alert?: boolean;
  /** Rank of the title, 1 when the state is the whole page; without one it is no heading. */
  level?: 1 | 2 | 3;
}

/** The middle of a page or panel that has nothing to show: one sentence, one way on. */
export function State({ icon, title, children, actions, foot, alert = false, level }: StateProps) {
  const Title = level ? (`h${level}` as const) : 'p';
  return (
    <div className="state" role={alert ? 'alert' : undefined}>
      {icon ? (
        <span className="ring">
          <Icon name={icon} />
        </span>
      ) : (
        <Plot />
      )}
      <Title className="state-title">{title}</Title>
      {children && <div className="state-text">{children}</div>}
      {actions && <div className="state-actions">{actions}</div>}
      {foot && <p className="code c3">{foot}</p>}
    </div>
  );
}

/** The outline of a plot not yet there. */
function Plot() {
  return (
    <svg className="plot" viewBox="0 0 88 64" fill="none" aria-hidden="true">
      <path d="M12 18 62 8l14 36-50 12Z" strokeDasharray="4 4" />
      <circle cx="12" cy="18" r="3" />
      <circle cx="62" cy="8" r="3" />
      <circle cx="76" cy="44" r="3" />
      <circle cx="26" cy="56" r="3" />
    </svg>
  );
}
