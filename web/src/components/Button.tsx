import type { ButtonHTMLAttributes, Ref } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One filled button per region; hairline for the others. */
  variant?: 'primary' | 'plain' | 'soft' | 'quiet' | 'danger';
  size?: 's' | 'l';
  /** Filled danger, only inside the dialog that confirms. */
  filled?: boolean;
  /** Square, for a lone icon; give it an aria-label. */
  icon?: boolean;
  wide?: boolean;
  /** Being carried out: stays focusable, ignores further presses. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The class names of a button, for links that look like one. */
export function buttonClass({
  variant = 'plain',
  size,
  filled,
  icon,
  wide,
}: Pick<ButtonProps, 'variant' | 'size' | 'filled' | 'icon' | 'wide'> = {}): string {
  const classes = ['btn'];
  if (variant !== 'plain') classes.push(variant === 'primary' ? 'pri' : variant);
  if (size) classes.push(size);
  if (filled) classes.push('filled');
  if (icon) classes.push('ico');
  if (wide) classes.push('wide');
  return classes.join(' ');
}

export function Button({ variant, size, filled, icon, wide, busy, className, onClick, ...rest }: ButtonProps) {
  const classes = buttonClass({ variant, size, filled, icon, wide });
  return (
    <button
      type="button"
      {...rest}
      className={className ? `${classes} ${className}` : classes}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
