// The desk's words. Keys are flat ("call.mute"); both languages are complete, which keys.test.ts holds.
import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import { zh } from "./zh-CN";

export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];
export type TextKey = keyof typeof zh;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "desk";
    keySeparator: false;
    nsSeparator: false;
    resources: { desk: typeof zh };
  }
}

void i18n.use(initReactI18next).init({
  resources: { "zh-CN": { desk: zh }, en: { desk: en } },
  lng: "zh-CN",
  fallbackLng: "en",
  ns: ["desk"],
  defaultNS: "desk",
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

export default i18n;
