package verify

import "zhaoyun/internal/evidence"

var unknown = words{"发现一处问题（{code}）", "A finding without words: {code}", "發現一處問題（{code}）"}

var verdicts = map[Code]words{
	VerdictValid:     {"核验通过：文件自签署完成后未被改动，各方签署均为本人确认。", "Verified: the document is as it was signed, and every signer confirmed it.", "核驗通過：文件自簽署完成後未被改動，各方簽署均為本人確認。"},
	VerdictValidPDF:  {"PDF 的签名全部有效，签署后未被改动；签署人的确认过程须用存证包核验。", "Every signature in this PDF is valid and nothing was changed; how each signer confirmed can only be checked with the evidence package.", "PDF 的簽名全部有效，簽署後未被改動；簽署人的確認過程須用存證包核驗。"},
	VerdictUntrusted: {"文件自身完整一致，但没有您信任的机构为其背书。", "The file is consistent in itself, but nobody you trust vouches for it.", "文件本身完整一致，但沒有您信任的機構為其背書。"},
	VerdictInvalid:   {"核验不通过：请勿依据此文件行事。", "Not verified: do not rely on this file.", "核驗不通過：請勿依據此文件行事。"},
	VerdictNotSigned: {"这不是已签署的文件，也不是存证包。", "This is neither a signed document nor an evidence package.", "這不是已簽署的文件，也不是存證包。"},
}

var levels = map[evidence.Level]words{
	evidence.LevelPasskey: {"通行密钥", "passkey", "通行密鑰"},
	evidence.LevelCode:    {"验证码", "one-time code", "驗證碼"},
}

var roles = map[Role]words{
	RolePlatform:  {"平台定稿签名", "platform, on freezing", "平台定稿簽名"},
	RoleParty:     {"签署方", "signer", "簽署方"},
	RoleTimestamp: {"文档时间戳", "document timestamp", "文件時間戳"},
}

var kinds = map[evidence.Kind]words{
	evidence.KindInvited:   {"受邀", "invited", "受邀"},
	evidence.KindRead:      {"阅读", "read", "閱讀"},
	evidence.KindAccepted:  {"接受此版本", "accepted this version", "接受此版本"},
	evidence.KindFrozen:    {"定稿", "frozen", "定稿"},
	evidence.KindPasskey:   {"登记通行密钥", "passkey registered", "登記通行密鑰"},
	evidence.KindCodeSent:  {"发出验证码", "code sent", "發出驗證碼"},
	evidence.KindConfirmed: {"确认签署", "confirmed", "確認簽署"},
	evidence.KindWithdrawn: {"撤回", "withdrawn", "撤回"},
	evidence.KindReplaced:  {"更换签署人", "signer replaced", "更換簽署人"},
	evidence.KindSealed:    {"签名写入文件", "signature embedded", "簽名寫入文件"},
	evidence.KindReleased:  {"签署完成并交付", "released to everybody", "簽署完成並交付"},
	evidence.KindWitnessed: {"见证", "witnessed", "見證"},
	evidence.KindVoided:    {"作废", "voided", "作廢"},
	evidence.KindExpired:   {"逾期失效", "expired", "逾期失效"},
}
