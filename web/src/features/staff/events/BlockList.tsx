import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { problemsUnder } from '../shared/problems';
import { BlockItem } from './BlockItem';
import { blockLimits, emptyBlock, moved } from './blocks';
import type { Block, ListName } from './form';

interface BlockListProps {
  list: ListName;
  blocks: Block[];
  wanted: readonly string[];
  onChange: (blocks: Block[]) => void;
  problems: Record<string, string>;
}

/** Figures, parcels, carriers or organisers: a list that is added to, sorted and edited in place. */
export function BlockList({ list, blocks, wanted, onChange, problems }: BlockListProps) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState<number | null>(null);
  const replace = (at: number, block: Block) => onChange(blocks.map((one, index) => (index === at ? block : one)));
  const remove = (at: number) => {
    onChange(blocks.filter((_, index) => index !== at));
    setOpen(null);
  };
  const move = (at: number, by: -1 | 1) => {
    onChange(moved(blocks, at, by));
    if (open === at) setOpen(at + by);
  };
  const add = () => {
    onChange([...blocks, emptyBlock(list)]);
    setOpen(blocks.length);
  };
  return (
    <>
      <header className="st-section-head" id={`f-${list}`} tabIndex={-1}>
        <h2>
          {t(`fields.${list}`)}
          {blocks.length > 0 && <span className="n">{blocks.length}</span>}
        </h2>
        <Button
          size="small"
          icon={<Icon name="plus" size="s" />}
          onClick={add}
          disabled={blocks.length >= blockLimits[list]}
        >
          {t(`blocks.add.${list}`)}
        </Button>
      </header>
      {problems[list] && <FieldError>{problems[list]}</FieldError>}
      {blocks.length === 0 ? (
        <p className="st-none">{t(`blocks.none.${list}`)}</p>
      ) : (
        <ol className="st-blocks">
          {blocks.map((block, at) => (
            <BlockItem
              // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
              key={at}
              list={list}
              at={at}
              last={at === blocks.length - 1}
              block={block}
              wanted={wanted}
              open={open === at}
              onToggle={() => setOpen(open === at ? null : at)}
              onChange={(next) => replace(at, next)}
              onMove={(by) => move(at, by)}
              onRemove={() => remove(at)}
              problems={problemsUnder(problems, `${list}[${at}]`)}
            />
          ))}
        </ol>
      )}
    </>
  );
}
