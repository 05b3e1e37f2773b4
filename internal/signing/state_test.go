package signing_test

import (
	"strings"
	"testing"

	"zhaoyun/internal/signing"
)

// The machine as it is meant, written by hand and apart from the code: every state with
// every event, in the order of signing.Events. A word of lower case is the state that
// follows, one with an underscore the code of the refusal.
const machine = `
          edit            add-version     propose                 read-page             accept                freeze                intend                confirm               confirm-last          unconfirm             replace               take                   seal                   release                witness               withdraw              expire                void                fetch
draft     draft           draft           proposed                agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed agreement_not_proposed voided             agreement_not_released
proposed  proposed        proposed        agreement_proposed      proposed              proposed              frozen                agreement_not_frozen  agreement_not_frozen  agreement_not_frozen  agreement_not_frozen  proposed              agreement_not_frozen   agreement_not_frozen   agreement_not_frozen   agreement_not_frozen  withdrawn             expired               voided              agreement_not_released
frozen    agreement_frozen agreement_frozen agreement_frozen      frozen                frozen                agreement_frozen      frozen                frozen                confirmed             frozen                frozen                agreement_not_confirmed agreement_not_confirmed agreement_not_confirmed frozen              withdrawn             expired               voided              agreement_not_released
confirmed agreement_frozen agreement_frozen agreement_frozen      agreement_frozen      agreement_frozen      agreement_frozen      confirmed             confirmed             confirmed             frozen                frozen                sealing                agreement_not_confirmed agreement_not_confirmed confirmed           withdrawn             expired               voided              agreement_not_released
sealing   agreement_frozen agreement_frozen agreement_frozen      agreement_frozen      agreement_frozen      agreement_frozen      sealing               sealing               sealing               frozen                frozen                sealing                sealing                released               sealing               withdrawn             expired               voided              agreement_not_released
released  agreement_released agreement_released agreement_released agreement_released   agreement_released    agreement_released    agreement_released    agreement_released    agreement_released    agreement_released    agreement_released    agreement_released     agreement_released     agreement_released     agreement_released    agreement_released    agreement_released    agreement_released  released
withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn agreement_withdrawn   agreement_withdrawn   agreement_withdrawn   agreement_withdrawn   agreement_withdrawn    agreement_withdrawn    agreement_withdrawn    agreement_withdrawn   agreement_withdrawn   agreement_withdrawn   agreement_withdrawn agreement_not_released
expired   agreement_expired agreement_expired agreement_expired   agreement_expired     agreement_expired     agreement_expired     agreement_expired     agreement_expired     agreement_expired     agreement_expired     agreement_expired     agreement_expired      agreement_expired      agreement_expired      agreement_expired     agreement_expired     agreement_expired     agreement_expired   agreement_not_released
voided    agreement_voided agreement_voided agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided      agreement_voided       agreement_voided       agreement_voided       agreement_voided      agreement_voided      agreement_voided      agreement_voided    agreement_not_released
`

// signerMachine likewise is that of a signer.
const signerMachine = `
          read      read-all  accept              intend              confirm             unconfirm            take                 seal                 drop                 reset               replace         decline
invited   invited   read      signer_pages_unread signer_pages_unread signer_pages_unread signer_not_confirmed signer_pages_unread  signer_pages_unread  signer_pages_unread  invited             replaced        declined
read      read      read      accepted            signer_not_accepted signer_not_accepted signer_not_confirmed signer_not_accepted  signer_not_accepted  signer_not_accepted  invited             replaced        declined
accepted  accepted  accepted  accepted            accepted            confirmed           signer_not_confirmed signer_not_confirmed signer_not_confirmed signer_not_confirmed invited             replaced        declined
confirmed confirmed confirmed signer_confirmed    confirmed           confirmed           accepted             confirmed            sealed               confirmed            signer_confirmed    replaced        declined
sealed    sealed    sealed    signer_sealed       signer_sealed       signer_sealed       accepted             signer_sealed        signer_sealed        confirmed            signer_sealed       replaced        declined
replaced  signer_replaced signer_replaced signer_replaced signer_replaced signer_replaced signer_replaced      signer_replaced      signer_replaced      signer_replaced      signer_replaced     signer_replaced signer_replaced
declined  signer_declined signer_declined signer_declined signer_declined signer_declined signer_declined      signer_declined      signer_declined      signer_declined      signer_declined     signer_declined signer_declined
`

// walk reads a table and holds each of its fields against what the code answers.
func walk(t *testing.T, table string, states, events []string, next func(state, event string) string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(table), "\n")
	if head := strings.Fields(lines[0]); strings.Join(head, " ") != strings.Join(events, " ") {
		t.Fatalf("the table has the events %v, the code %v", head, events)
	}
	if len(lines)-1 != len(states) {
		t.Fatalf("the table has %d states, the code %d", len(lines)-1, len(states))
	}
	for i, line := range lines[1:] {
		fields := strings.Fields(line)
		if fields[0] != states[i] || len(fields)-1 != len(events) {
			t.Fatalf("line %d is of %s with %d events", i+1, fields[0], len(fields)-1)
		}
		for j, want := range fields[1:] {
			if got := next(fields[0], events[j]); got != want {
				t.Errorf("%s, %s: %s, want %s", fields[0], events[j], got, want)
			}
		}
	}
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func TestTheMachineOfAnAgreement(t *testing.T) {
	t.Parallel()
	walk(t, machine, texts(signing.States), texts(signing.Events), func(state, event string) string {
		to, no := signing.State(state).Next(signing.Event(event))
		if no != nil {
			return no.Code
		}
		return string(to)
	})
}

func TestTheMachineOfASigner(t *testing.T) {
	t.Parallel()
	walk(t, signerMachine, texts(signing.SignerStates), texts(signing.SignerEvents), func(state, event string) string {
		to, no := signing.SignerState(state).Next(signing.SignerEvent(event))
		if no != nil {
			return no.Code
		}
		return string(to)
	})
}
