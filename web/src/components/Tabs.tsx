import type { KeyboardEvent } from 'react';
import { Icon, type IconName } from './Icon';

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  count?: number;
  /** Something waits for the reader. */
  hot?: boolean;
  icon?: IconName;
}

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** Tabs are `${id}-tab-x`; the page gives each panel `${id}-panel-x`, role tabpanel, and its tab as label. */
  id: string;
}

/** All four arrows go from tab to tab, so that a rail that lies down on a phone needs no other keys. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, id }: TabsProps<Id>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const targets: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    const next = tabs[(target + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${id}-tab-${next.id}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.id}`}
          aria-selected={tab.id === value}
          aria-controls={tab.id === value ? `${id}-panel-${tab.id}` : undefined}
          tabIndex={tab.id === value ? 0 : -1}
          onClick={() => onChange(tab.id)}
        >
          {tab.icon && <Icon name={tab.icon} />}
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span className={tab.hot ? 'n hot' : 'n'}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
