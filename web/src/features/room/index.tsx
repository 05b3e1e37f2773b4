import { Skeleton } from '@/components/Skeleton';

export function RoomPage() {
  return <Skeleton />;
}
