package verify

import "maps"

// findings has the sentence of every code.
var findings = merged(wordsOfPackage, wordsOfParties, wordsOfDocument)

func merged(tables ...map[Code]words) map[Code]words {
	out := map[Code]words{}
	for _, t := range tables {
		maps.Copy(out, t)
	}
	return out
}

var wordsOfPackage = map[Code]words{
	TrustNone:    {"您没有指定信任的机构，以下只依据文件自带的根证书。请从其他渠道核对其指纹：\n{fingerprints}", "You named no authority; the file's own roots were used. Compare their fingerprints with some you got elsewhere:\n{fingerprints}", "您沒有指定信任的機構，以下只依據文件自帶的根證書。請從其他途徑核對其指紋：\n{fingerprints}"},
	EvidenceNone: {"这里只有 PDF，没有存证包：看不到签署人如何确认。", "This is the PDF alone, without the evidence package: how the signers confirmed cannot be seen.", "這裏只有 PDF，沒有存證包：看不到簽署人如何確認。"},

	PackageUnreadable: {"存证包无法读取：{why}", "The package cannot be read: {why}", "存證包無法讀取：{why}"},
	PackageUnexpected: {"存证包里有不属于它的文件：{file}", "The package contains a file that does not belong to it: {file}", "存證包內有不屬於它的檔案：{file}"},
	PackageDiffers:    {"存证包里的文件与存证链不一致：{file}", "A file of the package differs from the evidence: {file}", "存證包內的檔案與存證鏈不一致：{file}"},
	PackageMissing:    {"存证包缺少文件：{file}", "A file of the package is missing: {file}", "存證包缺少檔案：{file}"},

	LineUnreadable: {"存证第 {line} 条无法读取：{why}", "Line {line} of the evidence cannot be read: {why}", "存證第 {line} 條無法讀取：{why}"},
	ChainSeq:       {"存证链在第 {line} 条处断开：有记录被删除、重复或调换了顺序。", "The evidence breaks off at line {line}: a line was dropped, doubled or moved.", "存證鏈在第 {line} 條處斷開：有記錄被刪除、重複或調換了次序。"},
	ChainPrev:      {"存证链在第 {line} 条处断开：它之前的记录被改动过。", "The evidence breaks off at line {line}: what stood before it was altered.", "存證鏈在第 {line} 條處斷開：它之前的記錄被改動過。"},
	ChainTime:      {"存证第 {line} 条的时间早于前一条。", "Line {line} of the evidence is older than the one before it.", "存證第 {line} 條的時間早於前一條。"},
	ChainOrder:     {"存证第 {line} 条（{kind}）在当时不可能发生。", "Line {line} of the evidence ({kind}) could not have happened then.", "存證第 {line} 條（{kind}）在當時不可能發生。"},
	ChainHeld:      {"存证链完整，共 {lines} 条，逐条相连。", "The evidence is whole: {lines} lines, each naming the one before.", "存證鏈完整，共 {lines} 條，逐條相連。"},

	RootDiffers:        {"存证链的 Merkle 根不符：记录不是交付时的那些。", "The Merkle root differs: these are not the lines of the day of the release.", "存證鏈的 Merkle 根不符：記錄不是交付時的那些。"},
	RootUnstamped:      {"Merkle 根没有时间戳。", "The Merkle root has no timestamp.", "Merkle 根沒有時間戳。"},
	RootStampBad:       {"Merkle 根的时间戳无效：{why}", "The timestamp of the Merkle root is not valid: {why}", "Merkle 根的時間戳無效：{why}"},
	RootStampUntrusted: {"Merkle 根的时间戳来自您不信任的机构：{authority}", "The timestamp of the Merkle root is by an authority you do not trust: {authority}", "Merkle 根的時間戳來自您不信任的機構：{authority}"},
	RootSignatureBad:   {"Merkle 根不是由定稿此文件的平台签名的。", "The Merkle root was not signed by the platform that froze this document.", "Merkle 根不是由為此文件定稿的平台簽名的。"},
	RootStampEarly:     {"Merkle 根的时间戳（{at}）早于最后一条记录。", "The timestamp of the Merkle root ({at}) is older than the last line.", "Merkle 根的時間戳（{at}）早於最後一條記錄。"},
	RootHeld:           {"存证链的 Merkle 根由平台签名，并于 {at} 加盖时间戳。", "The Merkle root of the evidence is signed by the platform and was timestamped on {at}.", "存證鏈的 Merkle 根由平台簽名，並於 {at} 加蓋時間戳。"},

	FrozenMissing:     {"存证里没有定稿记录。", "The evidence does not say what was frozen.", "存證內沒有定稿記錄。"},
	FrozenDiffers:     {"文件开头不是当时定稿的内容。", "The document does not begin with what was frozen.", "文件開頭不是當時定稿的內容。"},
	FrozenUncertified: {"定稿的内容没有以平台的定稿签名结束。", "What was frozen does not end with the platform's certification.", "定稿的內容沒有以平台的定稿簽名結束。"},
	FrozenHeld:        {"文件正是各方确认的那份定稿。", "The document is the one everybody confirmed.", "文件正是各方確認的那份定稿。"},

	ReleasedMissing: {"存证里没有交付记录：签署没有完成。", "The evidence does not say that it was released: the signing was not completed.", "存證內沒有交付記錄：簽署沒有完成。"},
	ReleasedDiffers: {"文件不是当时交付的那份。", "The document is not the one that was released.", "文件不是當時交付的那份。"},
	ReleasedEnded:   {"此协议已{kind}，不应有签署件。", "This agreement was {kind}: there should be no signed document.", "此協議已{kind}，不應有簽署件。"},
	ReleasedHeld:    {"文件与 {at} 交付的一致。", "The document is the one released on {at}.", "文件與 {at} 交付的一致。"},

	SM2Bad:       {"分离式 SM2 签名无效：{why}", "The detached SM2 signature is not valid: {why}", "分離式 SM2 簽名無效：{why}"},
	SM2Untrusted: {"分离式 SM2 签名有效，但签发机构（{issuer}）不在您信任之列。", "The detached SM2 signature is valid, but you do not trust its authority ({issuer}).", "分離式 SM2 簽名有效，但簽發機構（{issuer}）不在您信任之列。"},
	SM2Held:      {"分离式 SM2 签名（GB/T 35275）有效：{subject}", "The detached SM2 signature (GB/T 35275) is valid: {subject}", "分離式 SM2 簽名（GB/T 35275）有效：{subject}"},
}

var wordsOfParties = map[Code]words{
	PartyUnsigned:    {"{name}的签名不在文件中。", "The signature of {name} is not in the document.", "{name}的簽名不在文件中。"},
	PartyStranger:    {"文件中有一个协议并不需要的签名。", "The document has a signature that the agreement does not ask for.", "文件中有一個協議並不需要的簽名。"},
	PartyUnconfirmed: {"没有{name}本人确认的证据：这个签名可能是平台单方面做的。", "There is no proof that {name} confirmed: the platform may have made this signature alone.", "沒有{name}本人確認的證據：這個簽名可能是平台單方面做的。"},
	PartyUnbound:     {"{name}的证书没有绑定任何确认证据。", "The certificate of {name} binds no evidence of a confirmation.", "{name}的證書沒有綁定任何確認證據。"},
	PartyBinding:     {"{name}的证书绑定的不是这次确认。", "The certificate of {name} was issued for another confirmation.", "{name}的證書綁定的不是這次確認。"},
	PartyOther:       {"{name}的签名用的是{other}的证书。", "The signature of {name} uses the certificate of {other}.", "{name}的簽名用的是{other}的證書。"},
	PartyCertificate: {"{name}的证书与存证记录的不同。", "The certificate of {name} is not the one in the evidence.", "{name}的證書與存證記錄的不同。"},
	PartyName:        {"姓名或单位不一致：受邀的是“{said}”，写的是“{certified}”。", "Names differ: invited was “{said}”, written is “{certified}”.", "姓名或單位不一致：受邀的是「{said}」，寫的是「{certified}」。"},
	PartyUnstamped:   {"{name}的签名没有有效的时间戳。", "The signature of {name} has no valid timestamp.", "{name}的簽名沒有有效的時間戳。"},
	PartyTime:        {"{name}的签名时间（{at}）早于其确认。", "{name} signed ({at}) before confirming.", "{name}的簽名時間（{at}）早於其確認。"},
	PartySealed:      {"{name}的签名与存证记录写入的不是同一个。", "The signature of {name} is not the one that the evidence says was embedded.", "{name}的簽名與存證記錄寫入的不是同一個。"},
	PartyKeyShared:   {"{name}与{other}用了同一把密钥。", "{name} and {other} used the same key.", "{name}與{other}用了同一把密鑰。"},
	PartyHeld:        {"{name}以通行密钥亲自确认，签名于 {at} 加盖时间戳。", "{name} confirmed with a passkey; the signature was timestamped on {at}.", "{name}以通行密鑰親自確認，簽名於 {at} 加蓋時間戳。"},
	PartyHeldCode:    {"{name}以验证码确认（强度低于通行密钥），签名于 {at} 加盖时间戳。", "{name} confirmed with a one-time code, which is weaker than a passkey; the signature was timestamped on {at}.", "{name}以驗證碼確認（強度低於通行密鑰），簽名於 {at} 加蓋時間戳。"},

	IntentUnreadable: {"确认的原文无法读取：{why}", "What was confirmed cannot be read: {why}", "確認的原文無法讀取：{why}"},
	IntentAgreement:  {"{name}确认的是另一份协议。", "{name} confirmed another agreement.", "{name}確認的是另一份協議。"},
	IntentDocument:   {"{name}确认的是另一份文件。", "{name} confirmed another document.", "{name}確認的是另一份文件。"},
	IntentField:      {"{name}确认的是另一处签名。", "{name} confirmed another place to sign.", "{name}確認的是另一處簽名。"},
	IntentKey:        {"签名用的密钥不是{name}确认的那把。", "The key that signed is not the one {name} confirmed.", "簽名用的密鑰不是{name}確認的那把。"},

	AssertionPasskey:   {"{name}的证明来自一把从未登记的通行密钥。", "The proof of {name} is by a passkey that was never registered.", "{name}的證明來自一把從未登記的通行密鑰。"},
	AssertionUnread:    {"{name}的证明无法读取：{why}", "The proof of {name} cannot be read: {why}", "{name}的證明無法讀取：{why}"},
	AssertionType:      {"{name}的证明不是为确认而做的。", "The proof of {name} was made for something else.", "{name}的證明不是為確認而做的。"},
	AssertionChallenge: {"{name}的证明属于另一份文件或另一次确认。", "The proof of {name} is of another document or another confirmation.", "{name}的證明屬於另一份文件或另一次確認。"},
	AssertionSite:      {"{name}的证明是给另一个网站做的。", "The proof of {name} was made for another site.", "{name}的證明是給另一個網站做的。"},
	AssertionUser:      {"{name}做证明时未经本人验证（指纹、面容或密码）。", "The device did not verify that it was {name} (fingerprint, face or PIN).", "{name}做證明時未經本人驗證（指紋、面容或密碼）。"},
	AssertionKey:       {"{name}的证明所用的密钥无法读取或不符：{why}", "The key of {name}'s proof cannot be read or is another: {why}", "{name}的證明所用的密鑰無法讀取或不符：{why}"},
	AssertionSignature: {"{name}的证明签名无效。", "The proof of {name} is not signed by their key.", "{name}的證明簽名無效。"},
	AssertionLevel:     {"{name}的签署强度被记为“{said}”，实为“{reached}”。", "The level of {name} is recorded as “{said}”, but it was “{reached}”.", "{name}的簽署強度被記為「{said}」，實為「{reached}」。"},
	CodeUnsent:         {"存证里没有为{name}的这次确认发过验证码。", "The evidence has no code sent to {name} for this confirmation.", "存證內沒有為{name}的這次確認發過驗證碼。"},
}
