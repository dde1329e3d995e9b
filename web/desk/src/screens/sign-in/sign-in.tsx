// Signing in with employee number and password.
import { Alert, Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/http";
import { useDemoAccounts } from "../../api/queries";
import { useSession } from "../../app/session";
import { languageWasChosen, useSettings } from "../../app/settings";
import { useErrorText } from "../../parts/error-text";
import { unlockSound } from "../../phone/ring";
import icon from "../../icon.svg";
import { DemoAccounts } from "./demo-accounts";

export function SignIn() {
  const { t } = useTranslation();
  const { signIn, expired } = useSession();
  const settings = useSettings();
  const demo = useDemoAccounts();
  const text = useErrorText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async ({ login, password }: { login: string; password: string }) => {
    unlockSound();
    setBusy(true);
    setError(null);
    try {
      const user = await signIn(login.trim(), password);
      if (!languageWasChosen()) settings.setLanguage(user.language === "en" ? "en" : "zh-CN");
    } catch (problem) {
      const wrong = problem instanceof ApiError && problem.status === 401;
      setError(wrong ? t("signIn.wrong") : text(problem));
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-language">
        <Segmented
          size="small"
          value={settings.language}
          onChange={(value) => settings.setLanguage(value)}
          options={[
            { value: "zh-CN" as const, label: "中文" },
            { value: "en" as const, label: "English" },
          ]}
          aria-label={t("settings.language")}
          data-testid="language"
        />
      </div>
      <div className="sign-in-box">
        <header>
          <img src={icon} alt="" width={40} height={40} />
          <div>
            <h1>Tandem</h1>
            <p className="muted">{t("signIn.title")}</p>
          </div>
        </header>
        {expired && !error ? <Alert type="info" showIcon title={t("signIn.expired")} /> : null}
        {error ? <Alert type="error" showIcon title={error} data-testid="sign-in-error" /> : null}
        <Form layout="vertical" onFinish={submit} requiredMark={false} disabled={busy} size="large">
          <Form.Item name="login" label={t("signIn.login")} rules={[{ required: true, message: t("form.required") }]}>
            <Input autoComplete="username" autoFocus data-testid="login" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("signIn.password")}
            rules={[{ required: true, message: t("form.required") }]}
          >
            <Input.Password autoComplete="current-password" data-testid="password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy} data-testid="sign-in">
            {t("signIn.submit")}
          </Button>
        </Form>
        {demo.data?.length ? <DemoAccounts accounts={demo.data} take={submit} busy={busy} /> : null}
      </div>
    </main>
  );
}
