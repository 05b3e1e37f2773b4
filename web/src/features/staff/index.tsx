import { Outlet } from '@tanstack/react-router';

/** The frame of the staff pages. */
export function StaffPages() {
  return <Outlet />;
}
