package signing

import "zhaoyun/internal/core"

// words are the words of messages; %s is the title of the agreement.
var words = map[string]struct{ subject, text core.Text }{
	tellInvited: {
		core.Text{"zh-CN": "请您签署：%s", "en": "You are asked to sign: %s", "zh-HK": "請您簽署：%s"},
		core.Text{
			"zh-CN": "您被列为《%s》的签署人。请用本联系方式登录，逐页阅读后确认接受：", "en": "You are named as a signer of “%s”. Sign in with this contact, read every page and accept it:",
			"zh-HK": "您被列為《%s》的簽署人。請用本聯絡方式登入，逐頁閱讀後確認接受：",
		},
	},
	tellWitness: {
		core.Text{"zh-CN": "请您见证：%s", "en": "You are asked to witness: %s", "zh-HK": "請您見證：%s"},
		core.Text{
			"zh-CN": "您被列为《%s》的见证人。请用本联系方式登录：", "en": "You are named as a witness of “%s”. Sign in with this contact:", "zh-HK": "您被列為《%s》的見證人。請用本聯絡方式登入：",
		},
	},
	tellVersion: {
		core.Text{"zh-CN": "有新版本，请重新阅读：%s", "en": "A new version to read: %s", "zh-HK": "有新版本，請重新閱讀：%s"},
		core.Text{
			"zh-CN": "《%s》有了新版本，此前的阅读和接受不再有效，请重新阅读：", "en": "“%s” has a new version. What you read and accepted before counts no more; please read it again:",
			"zh-HK": "《%s》有了新版本，此前的閱讀和接受不再有效，請重新閱讀：",
		},
	},
	tellConfirm: {
		core.Text{"zh-CN": "已定稿，请您确认签署：%s", "en": "Final: please confirm and sign: %s", "zh-HK": "已定稿，請您確認簽署：%s"},
		core.Text{
			"zh-CN": "《%s》已经定稿，内容不再改动。请您确认签署：", "en": "“%s” is final; nothing in it changes any more. Please confirm and sign it:", "zh-HK": "《%s》已經定稿，內容不再改動。請您確認簽署：",
		},
	},
	tellSeal: {
		core.Text{"zh-CN": "只等您的签名：%s", "en": "Your signature is waited for: %s", "zh-HK": "只等您的簽名：%s"},
		core.Text{
			"zh-CN": "《%s》各方均已确认，正在落签。请用确认时的浏览器打开下面的链接，签名会自动完成：",
			"en":    "Everybody has confirmed “%s” and signatures are being embedded. Open this link in the browser with which you confirmed; yours is then made by itself:",
			"zh-HK": "《%s》各方均已確認，正在落簽。請用確認時的瀏覽器開啟下面的連結，簽名會自動完成：",
		},
	},
	tellReleased: {
		core.Text{"zh-CN": "签署完成：%s", "en": "Signed: %s", "zh-HK": "簽署完成：%s"},
		core.Text{
			"zh-CN": "《%s》各方已签署完毕，可下载已签文件和存证包：", "en": "“%s” has been signed by everybody. The signed document and its evidence are here:",
			"zh-HK": "《%s》各方已簽署完畢，可下載已簽文件和存證包：",
		},
	},
	tellWithdrawn: {
		core.Text{"zh-CN": "有一方退出签署：%s", "en": "A party has withdrawn: %s", "zh-HK": "有一方退出簽署：%s"},
		core.Text{
			"zh-CN": "有一方退出了《%s》的签署，本次签署终止，任何人的签名都没有发出。", "en": "A party has withdrawn from “%s”. The signing has ended, and nobody's signature was given out.",
			"zh-HK": "有一方退出了《%s》的簽署，本次簽署終止，任何人的簽名都沒有發出。",
		},
	},
	tellExpired: {
		core.Text{"zh-CN": "签署已过期：%s", "en": "Not signed in time: %s", "zh-HK": "簽署已過期：%s"},
		core.Text{
			"zh-CN": "《%s》未能在期限内签署完毕，任何人的签名都没有发出。", "en": "“%s” was not signed by everybody in time. Nobody's signature was given out.",
			"zh-HK": "《%s》未能在期限內簽署完畢，任何人的簽名都沒有發出。",
		},
	},
	tellVoided: {
		core.Text{"zh-CN": "签署已作废：%s", "en": "Voided: %s", "zh-HK": "簽署已作廢：%s"},
		core.Text{
			"zh-CN": "主办单位作废了《%s》的签署，任何人的签名都没有发出。", "en": "The bureau has voided the signing of “%s”. Nobody's signature was given out.",
			"zh-HK": "主辦單位作廢了《%s》的簽署，任何人的簽名都沒有發出。",
		},
	},
}

var (
	reasonWord  = core.Text{"zh-CN": "原因：%s", "en": "Reason: %s", "zh-HK": "原因：%s"}
	codeSubject = core.Text{"zh-CN": "招云签署验证码：%s", "en": "Your Zhaoyun signing code: %s", "zh-HK": "招雲簽署驗證碼：%s"}
	codeText    = core.Text{
		"zh-CN": "验证码 %s，仅用于确认签署《%s》（文件指纹前 8 位 %s），10 分钟内有效。如非本人操作，切勿告知他人。",
		"en":    "Code %s confirms that you sign “%s” (fingerprint begins with %s), and nothing else. It is good for 10 minutes. If you are not signing, tell it to nobody.",
		"zh-HK": "驗證碼 %s，僅用於確認簽署《%s》（文件指紋前 8 位 %s），10 分鐘內有效。如非本人操作，切勿告知他人。",
	}
	smsSignature = core.Text{"zh-CN": "【招云】", "en": "[Zhaoyun] ", "zh-HK": "【招雲】"}
)
