// What a person prefers on this machine: light or dark, language, sound. Kept in localStorage.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import i18n, { type Language } from "../i18n";
import { applyPalette, type ThemeName } from "../theme/tokens";

interface Settings {
  theme: ThemeName;
  language: Language;
  sound: boolean;
  setTheme(theme: ThemeName): void;
  setLanguage(language: Language): void;
  setSound(on: boolean): void;
}
const Context = createContext<Settings | null>(null);

function kept<T extends string>(key: string, allowed: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(`tandem.${key}`) as T | null;
  return value && allowed.includes(value) ? value : otherwise;
}
const keep = (key: string, value: string) => localStorage.setItem(`tandem.${key}`, value);

export const languageWasChosen = () => localStorage.getItem("tandem.language") !== null;

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<ThemeName>(() =>
    kept("theme", ["light", "dark"], matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  );
  const [language, setLanguage] = useState<Language>(() =>
    kept("language", ["zh-CN", "en"], navigator.language.startsWith("zh") ? "zh-CN" : "en"),
  );
  const [sound, setSound] = useState(() => kept("sound", ["on", "off"], "on") === "on");

  useMemo(() => applyPalette(theme), [theme]);
  useMemo(() => void i18n.changeLanguage(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo<Settings>(
    () => ({
      theme,
      language,
      sound,
      setTheme: (t) => (keep("theme", t), setTheme(t)),
      setLanguage: (l) => (keep("language", l), setLanguage(l)),
      setSound: (on) => (keep("sound", on ? "on" : "off"), setSound(on)),
    }),
    [theme, language, sound],
  );
  return <Context value={value}>{children}</Context>;
}

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error("useSettings outside of SettingsProvider");
  return settings;
}
