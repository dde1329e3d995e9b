// A person's account: a new one with its first password, or changes to one that is there.
import { App, Form, Input, Modal, Select, Switch, type ButtonProps } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeUser, createUser } from "../../api/commands";
import { ApiError } from "../../api/http";
import { useAdminList } from "../../api/queries";
import type { AdminUser, Named, Role, User } from "../../api/types";
import { useUser } from "../../app/session";
import { useAction } from "../../hooks/use-action";

interface Fields {
  name: string;
  login: string;
  password: string;
  role: Role;
  team?: string;
  language?: User["language"];
  enabled: boolean;
}
const roles: Role[] = ["agent", "supervisor", "admin"];
const loginPattern = /^[a-z0-9._-]{1,40}$/;
export const shortestPassword = 8;

function startOf(user: AdminUser | null): Partial<Fields> {
  if (!user) return { role: "agent", enabled: true };
  const { name, login, role } = user;
  const known = { name, login, role, enabled: !user.disabled };
  return { ...known, ...(user.team ? { team: user.team.id } : {}), ...(user.language ? { language: user.language } : {}) };
}

async function save(user: AdminUser | null, fields: Fields, own: boolean) {
  const { name, login, password, role } = fields;
  const team = fields.team ?? null;
  if (!user) return createUser({ name, login, password, role, team });
  const rights = own ? {} : { role, disabled: !fields.enabled };
  return changeUser(user.id, user.etag, { name, team, ...rights, ...(fields.language ? { language: fields.language } : {}) });
}

export function UserForm({ user, close }: { user: AdminUser | null; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const queries = useQueryClient();
  const own = useUser().id === user?.id;
  const submit = useAction(async (fields: Fields) => {
    try {
      await save(user, fields, own);
    } catch (error) {
      if (user || !(error instanceof ApiError) || error.status !== 409) throw error;
      form.setFields([{ name: "login", errors: [t("user.loginTaken")] }]);
      return;
    } finally {
      await queries.invalidateQueries({ queryKey: ["admin"] });
    }
    void message.success(user ? t("user.saved") : t("user.created", { login: fields.login }));
    close();
  });
  return (
    <Modal
      open
      onCancel={close}
      title={user ? t("user.changeTitle", { name: user.name }) : t("user.new")}
      okText={user ? t("user.save") : t("user.create")}
      okButtonProps={{ "data-testid": "user-save" } as ButtonProps}
      confirmLoading={submit.busy}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={startOf(user)} onFinish={(fields) => void submit.run(fields)}>
        <UserFields user={user} own={own} />
      </Form>
    </Modal>
  );
}

function UserFields({ user, own }: { user: AdminUser | null; own: boolean }) {
  const { t } = useTranslation();
  const teams = useAdminList<Named>("/teams");
  const required = [{ required: true, message: t("form.required") }];
  return (
    <>
      <Form.Item name="name" label={t("user.name")} rules={required}>
        <Input maxLength={200} autoFocus data-testid="user-name" />
      </Form.Item>
      <Form.Item name="login" label={t("signIn.login")} rules={[{ required: true, pattern: loginPattern, message: t("user.loginRule") }]}>
        <Input autoComplete="off" disabled={user !== null} data-testid="user-login" />
      </Form.Item>
      {user ? null : (
        <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true, min: shortestPassword, message: t("user.passwordShort") }]}>
          <Input.Password autoComplete="new-password" data-testid="user-password" />
        </Form.Item>
      )}
      <Form.Item name="role" label={t("user.role")} rules={required} {...(own ? { extra: t("user.ownRights") } : {})}>
        <Select disabled={own} options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} data-testid="user-role" />
      </Form.Item>
      <Form.Item name="team" label={t("agent.team")}>
        <Select allowClear options={(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))} />
      </Form.Item>
      {user ? (
        <>
          <Form.Item name="language" label={t("settings.language")}>
            <Select options={[{ value: "zh-CN", label: t("language.zh-CN") }, { value: "en", label: t("language.en") }]} />
          </Form.Item>
          <Form.Item name="enabled" label={t("user.mayEnter")} valuePropName="checked">
            <Switch disabled={own} data-testid="user-enabled" />
          </Form.Item>
        </>
      ) : null}
    </>
  );
}
