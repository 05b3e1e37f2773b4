package app

import (
	"crypto/rand"
	"fmt"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

type userCmd struct {
	Add userAddCmd `cmd:"" help:"Make sure that somebody has an account and a role. Repeating it only changes the password."`
}

type userAddCmd struct {
	Name         string `required:"" help:"The person's name."`
	Mail         string `help:"Mail address to sign in with."`
	Phone        string `help:"Phone number to sign in with; abroad with + and country code."`
	Role         string `required:"" enum:"administrator,official,secretary,investor" help:"administrator, official, secretary or investor."`
	Organisation string `help:"Chinese name or credit code of the organisation; it is made when there is none."`
	Password     string `env:"ZHAOYUN_USER_PASSWORD" help:"At least 12 characters. Default: a random one, printed once."`
	Language     string `default:"zh-CN" enum:"zh-CN,en,zh-HK" help:"zh-CN, en or zh-HK."`
}

// Run adds the person.
func (c userAddCmd) Run(e *env) error {
	a, err := assemble(e.ctx, e.cfg, e.log)
	if err != nil {
		return err
	}
	defer a.Close()
	u := account.NewUser{Name: c.Name, Password: c.Password, Role: core.Role(c.Role), Organisation: c.Organisation, Language: c.Language}
	for _, contact := range []string{c.Mail, c.Phone} {
		if contact != "" {
			u.Contacts = append(u.Contacts, contact)
		}
	}
	made := u.Password == ""
	if made {
		u.Password = rand.Text()
	}
	p, err := a.accounts.AddUser(e.ctx, u)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(e.stdout, "%s may sign in with %s as %s.\n", p.Name, u.Contacts[0], c.Role)
	if made {
		_, _ = fmt.Fprintf(e.stdout, "Password: %s\n", u.Password)
	}
	return nil
}
