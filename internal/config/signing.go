package config

import "net/url"

// checkSigning says what of the settings for signing cannot work.
func (c Config) checkSigning(say func(format string, args ...any)) {
	if c.CAPassword != "" && c.CAFile == "" {
		say("ZHAOYUN_CA_PASSWORD needs ZHAOYUN_CA_FILE")
	}
	if u, err := url.Parse(c.TSAURL); c.TSAURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		say("ZHAOYUN_TSA_URL must begin with http:// or https://")
	}
	if (c.TSAURL == "") != (c.TSATrust == "") {
		// A root that nobody named vouches for nothing.
		say("ZHAOYUN_TSA_URL and ZHAOYUN_TSA_TRUST go together")
	}
}
