// Everything around the screens: query cache, preferences, theme, session.
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, Button, ConfigProvider, Result, Spin } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/http";
import { antdTheme } from "../theme/tokens";
import { SessionProvider, useSession } from "./session";
import { SettingsProvider, useSettings } from "./settings";
import { SignIn } from "../screens/sign-in/sign-in";
import { Shell } from "../screens/shell/shell";
import { LiveProvider } from "../live/provider";
import { Boundary } from "../parts/boundary";

const queries = new QueryClient({
  queryCache: new QueryCache(),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof ApiError && (error.status === 0 || error.status >= 500) && count < 3,
    },
    mutations: { retry: false },
  },
});

export function Root() {
  return (
    <QueryClientProvider client={queries}>
      <SettingsProvider>
        <Themed />
      </SettingsProvider>
    </QueryClientProvider>
  );
}

function Themed() {
  const { theme, language } = useSettings();
  const config = useMemo(() => antdTheme(theme), [theme]);
  useEffect(() => void dayjs.locale(language === "en" ? "en" : "zh-cn"), [language]);
  return (
    <ConfigProvider theme={config} locale={language === "en" ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <AntApp component="div" className="root" message={{ maxCount: 3, top: 56 }}>
        <Boundary>
          <SessionProvider>
            <Gate />
          </SessionProvider>
        </Boundary>
      </AntApp>
    </ConfigProvider>
  );
}

function Gate() {
  const { t } = useTranslation();
  const { status, token, again } = useSession();
  if (status === "out") return <SignIn />;
  if (status === "unreachable") {
    return (
      <Result
        status="warning"
        title={t("error.unreachable")}
        extra={<Button onClick={again}>{t("common.retry")}</Button>}
      />
    );
  }
  if (status === "checking" || !token) return <Spin fullscreen aria-label={t("common.loading")} />;
  return (
    <LiveProvider key={token} token={token}>
      <Shell />
    </LiveProvider>
  );
}
