import { Select, type SelectProps } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinks } from './controls';

/**
 * Ant Design's select with what its list lacks for assistive technology: a list that scrolls can be reached,
 * and an empty one still has the option that the input points at.
 */
export function SelectInput<Value>({ notFoundContent, ...props }: SelectProps<Value>) {
  const { t } = useTranslation('staff');
  const links = useLinks();
  const made = useId();
  const id = props.id ?? ('id' in links ? links.id : made);
  return (
    <Select<Value>
      {...links}
      {...props}
      id={id}
      popupRender={(menu) => <div ref={makeReachable}>{menu}</div>}
      notFoundContent={
        <div role="option" id={`${id}_list_-1`} aria-selected="false" aria-disabled="true" tabIndex={-1} className="c3">
          {notFoundContent ?? t('list.noneFound')}
        </div>
      }
    />
  );
}

function makeReachable(popup: HTMLElement | null): void {
  popup?.querySelector('.ant-select-dropdown-list-holder')?.setAttribute('tabindex', '0');
}
