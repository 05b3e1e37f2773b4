import type { EventStatus, StaffEvent } from './model';

export type Step = 'publish' | 'submit' | 'approve' | 'return' | 'archive' | 'reopen';

export interface StepSpec {
  step: Step;
  /** The status to ask the server for; it turns a first publication into a submission where two people are wanted. */
  to: EventStatus;
}

/** The steps offered from each status. Where two people publish, the first one submits. */
export function stepsFrom(event: Pick<StaffEvent, 'status' | 'review'>, twoPeople: boolean, me: string): StepSpec[] {
  switch (event.status) {
    case 'draft':
      return [{ step: twoPeople ? 'submit' : 'publish', to: 'published' }];
    case 'review': {
      const back: StepSpec = { step: 'return', to: 'draft' };
      return twoPeople && event.review?.submittedBy === me ? [back] : [{ step: 'approve', to: 'published' }, back];
    }
    case 'published':
      return [{ step: 'archive', to: 'archived' }];
    case 'archived':
      return [{ step: 'reopen', to: 'draft' }];
  }
}
