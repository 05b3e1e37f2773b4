package evidence

// readme goes into every package.
const readme = `招云 · 存证包
============
document.pdf     已签署的协议（PAdES，含全部签名与时间戳）
evidence.json    存证链：每一步的原始记录、Merkle 根（RFC 6962）、根的时间戳与平台签名
assertions/      每位签署人确认的原文与证明（供手工核对）
certificates/    签署人、平台与信任锚的证书
timestamps/      根的时间戳（RFC 3161）
sm2/             对 document.pdf 的分离式 SM2/SM3 签名（GB/T 35275）
核验（离线）：zhaoyun verify 本文件.zip --trust 您信任的根证书.pem
包内的信任锚只是平台的自述。请从平台以外的渠道取得其指纹，与证书比对。

Zhaoyun · evidence package
==========================
document.pdf     the signed agreement (PAdES, with all signatures and timestamps)
evidence.json    the chain: every step as recorded, its Merkle root (RFC 6962), timestamped and signed
assertions/      what each signer confirmed, and the proof (to check by hand)
certificates/    those of the signers, the platform and the anchors
timestamps/      the timestamp of the root (RFC 3161)
sm2/             a detached SM2/SM3 signature over document.pdf (GB/T 35275)
To verify, offline: zhaoyun verify THIS-FILE.zip --trust YOUR-ROOT.pem
The anchors in here are only what the platform says of itself: compare their fingerprints with some you got elsewhere.

招雲 · 存證包
============
document.pdf     已簽署的協議（PAdES，含全部簽名與時間戳）
evidence.json    存證鏈：每一步的原始記錄、Merkle 根（RFC 6962）、根的時間戳與平台簽名
assertions/      每位簽署人確認的原文與證明（供人手核對）
certificates/    簽署人、平台與信任錨的證書
timestamps/      根的時間戳（RFC 3161）
sm2/             對 document.pdf 的分離式 SM2/SM3 簽名（GB/T 35275）
核驗（離線）：zhaoyun verify 本檔案.zip --trust 您信任的根證書.pem
包內的信任錨只是平台的自述。請從平台以外的途徑取得其指紋，與證書比對。
`
