// Appearance, language, ring sound, and the way out.
import { DownOutlined } from "@ant-design/icons";
import { Dropdown, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { useSession, useUser } from "../../app/session";
import { useSettings } from "../../app/settings";
import type { Language } from "../../i18n";
import type { ThemeName } from "../../theme/tokens";

export function UserMenu({ openKeys }: { openKeys: () => void }) {
  const { t } = useTranslation();
  const user = useUser();
  const { signOut } = useSession();
  const settings = useSettings();
  const items: MenuProps["items"] = [
    {
      type: "group",
      label: [user.login, t(`role.${user.role}`), user.team?.name].filter(Boolean).join(" · "),
      children: [],
    },
    { type: "divider" },
    {
      type: "group",
      label: t("settings.theme"),
      children: [
        { key: "theme:light", label: t("settings.light") },
        { key: "theme:dark", label: t("settings.dark") },
      ],
    },
    {
      type: "group",
      label: t("settings.language"),
      children: [
        { key: "language:zh-CN", label: "中文" },
        { key: "language:en", label: "English" },
      ],
    },
    { type: "divider" },
    { key: "sound", label: settings.sound ? t("settings.soundOff") : t("settings.soundOn") },
    { key: "keys", label: t("keys.title") },
    { type: "divider" },
    { key: "out", label: t("settings.signOut"), danger: true },
  ];
  const choose: MenuProps["onClick"] = ({ key }) => {
    const [what, value] = key.split(":");
    if (what === "theme") settings.setTheme(value as ThemeName);
    else if (what === "language") settings.setLanguage(value as Language);
    else if (what === "sound") settings.setSound(!settings.sound);
    else if (what === "keys") openKeys();
    else if (what === "out") void signOut();
  };
  const selected = [`theme:${settings.theme}`, `language:${settings.language}`];
  return (
    <Dropdown menu={{ items, onClick: choose, selectable: true, selectedKeys: selected }} trigger={["click"]} placement="bottomRight">
      <button type="button" className="user-button" data-testid="user-menu">
        <span className="avatar" aria-hidden>
          {[...user.name][0]}
        </span>
        <span className="user-name">{user.name}</span>
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
