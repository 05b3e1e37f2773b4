package room

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/core"
)

// Officials reaches the officials of a bureau; accounts and mail know how.
type Officials interface {
	// TellLate tells each of them which questions are late.
	TellLate(ctx context.Context, organisation core.ID, late []FollowUpItem) error
}

// escalateAtOnce bounds one round: the rest comes with the next.
const escalateAtOnce = 200

// Escalate tells the officials of each bureau, once, which lines of the ledger are
// late. A line is claimed before anything is sent, so that no two servers tell of
// it, and let go when nobody could be told.
func (s *Service) Escalate(ctx context.Context) error {
	late, err := s.Store.ClaimLate(ctx, s.Now(), escalateAtOnce)
	if err != nil {
		return err
	}
	byBureau := map[core.ID][]FollowUpItem{}
	for _, f := range late {
		byBureau[f.Organisation] = append(byBureau[f.Organisation], f)
	}
	var failed []error
	for bureau, lines := range byBureau {
		if err := s.escalate(ctx, bureau, lines); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func (s *Service) escalate(ctx context.Context, bureau core.ID, late []FollowUpItem) error {
	if s.Officials == nil {
		return nil
	}
	if err := s.Officials.TellLate(ctx, bureau, late); err != nil {
		ids := make([]core.ID, len(late))
		for i, f := range late {
			ids[i] = f.ID
		}
		return errors.Join(err, s.Store.ReleaseLate(ctx, ids))
	}
	for _, f := range late {
		line := core.System().Audited("escalate-follow-up", "follow_up", f.ID, bureau, map[string]any{"dueOn": f.DueOn, "question": f.Question})
		if err := s.Audit.Audit(ctx, line); err != nil {
			return err
		}
	}
	return nil
}

var lateWords = struct{ subject, head, line, nobody core.Text }{
	subject: core.Text{"zh-CN": "%d 个问题已逾期未答", "en": "%d questions are overdue", "zh-HK": "%d 個問題已逾期未答"},
	head: core.Text{
		"zh-CN": "下列问题已过答复日，请尽快书面答复：", "en": "The day to answer these questions has passed. Please answer them in writing:",
		"zh-HK": "下列問題已過答覆日，請盡快書面答覆：",
	},
	line:   core.Text{"zh-CN": "%s，%s 前书面答复", "en": "%s, in writing by %s", "zh-HK": "%s，%s 前書面答覆"},
	nobody: core.Text{"zh-CN": "未指定部门", "en": "No department yet", "zh-HK": "未指定部門"},
}

// LateNotice is the mail about late questions in a language; page is where they
// are answered.
func LateNotice(language string, late []FollowUpItem, page string) (subject, text string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", lateWords.head.In(language))
	for _, f := range late {
		department := f.Department
		if department == "" {
			department = lateWords.nobody.In(language)
		}
		fmt.Fprintf(&b, "· %s\n  "+lateWords.line.In(language)+"\n", f.Text, department, f.DueOn)
	}
	fmt.Fprintf(&b, "\n%s\n", page)
	return fmt.Sprintf(lateWords.subject.In(language), len(late)), b.String()
}

// LateStore keeps of which late lines the officials were told.
type LateStore interface {
	// ClaimLate marks lines that are late as told, and returns them.
	ClaimLate(ctx context.Context, now time.Time, n int) ([]FollowUpItem, error)
	// ReleaseLate takes the mark back.
	ReleaseLate(ctx context.Context, ids []core.ID) error
}
