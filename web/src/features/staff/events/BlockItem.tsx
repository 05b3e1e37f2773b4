import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Example, Tag } from '@/components/Tag';
import { languageNames } from '@/lib/language';
import { inLanguage } from '@/lib/text';
import { lacking, type Words } from '../shared/localised';
import { BlockFields } from './BlockFields';
import { unfilled, wordsIn } from './blocks';
import type { Block, ListName } from './form';

interface BlockItemProps {
  list: ListName;
  at: number;
  last: boolean;
  block: Block;
  wanted: readonly string[];
  open: boolean;
  onToggle: () => void;
  onChange: (block: Block) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  problems: Record<string, string>;
}

/** One item: a line that says it, and its fields while it is open. */
export function BlockItem(props: BlockItemProps) {
  const { list, at, last, block, wanted, open, onToggle, onChange, onMove, onRemove, problems } = props;
  const { t } = useTranslation('staff');
  const says = useSummary(list, block);
  const lacks = [...new Set(wordsIn(block).flatMap((words) => lacking(words, wanted)))];
  const bad = Object.keys(problems).length > 0;
  const id = `f-${list}[${at}]`;
  return (
    <li className={open ? 'open' : undefined}>
      <div className="st-block">
        <button type="button" id={id} className="st-block-open" aria-expanded={open} onClick={onToggle}>
          <Icon name={open ? 'up' : 'down'} size="s" />
          <span className="st-block-text">
            {says || <span className="c3">{t('blocks.untitled')}</span>}
            {block.illustrative && <Example />}
          </span>
        </button>
        <span className="st-block-marks">
          {unfilled(list, block).length > 0 && <Tag tone="warn">{t('blocks.incomplete')}</Tag>}
          {lacks.map((tag) => (
            <Tag key={tag} tone="warn">
              {t('words.lackingIn', { language: languageNames[tag] })}
            </Tag>
          ))}
          {bad && <Tag tone="bad">{t('blocks.bad')}</Tag>}
        </span>
        <span className="st-block-tools">
          <Tool icon="up" label={t('blocks.up', { name: says })} disabled={at === 0} onClick={() => onMove(-1)} />
          <Tool icon="down" label={t('blocks.down', { name: says })} disabled={last} onClick={() => onMove(1)} />
          <Tool icon="trash" label={t('blocks.remove', { name: says })} onClick={onRemove} />
        </span>
      </div>
      {problems[''] && <FieldError>{problems['']}</FieldError>}
      {open && (
        <BlockFields list={list} at={at} block={block} wanted={wanted} onChange={onChange} problems={problems} />
      )}
    </li>
  );
}

interface ToolProps {
  icon: 'up' | 'down' | 'trash';
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ icon, label, disabled, onClick }: ToolProps) {
  return (
    <Button
      type="text"
      size="small"
      icon={<Icon name={icon} size="s" />}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    />
  );
}

/** The line that says an item: 105 亿元 始版桥未来社区产业综合体. */
function useSummary(list: ListName, block: Block): string {
  const { t } = useTranslation('staff');
  const parts: Record<ListName, readonly string[]> = {
    figures: ['value', 'unit', 'label'],
    parcels: ['number', 'name'],
    carriers: ['kind', 'name'],
    organisers: ['role', 'name'],
  };
  const named = (name: string) => {
    const value = block[name];
    if (typeof value === 'object') return inLanguage(value as Words);
    if (typeof value !== 'string') return '';
    const choice = name === 'kind' || name === 'role';
    return choice ? (t as (key: string) => string)(`choices.${name}.${value}`) : value;
  };
  const words = parts[list].map(named).filter(Boolean);
  const onlyChoice = (list === 'carriers' || list === 'organisers') && words.length === 1;
  return onlyChoice ? '' : words.join(' ');
}
