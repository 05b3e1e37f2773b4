import { Button, type ButtonProps } from 'antd';

/**
 * A button of something that takes a moment. While busy it keeps its name, its place and the focus and ignores
 * further presses; Ant Design's own `loading` puts an icon into the name and may leave it there.
 */
export function ActionButton({ busy, onClick, htmlType, ...rest }: Omit<ButtonProps, 'loading'> & { busy?: boolean }) {
  return (
    <Button
      {...rest}
      htmlType={busy ? 'button' : htmlType}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    />
  );
}
