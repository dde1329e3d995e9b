// A new password for somebody who lost theirs; their open sessions end.
import { App, Form, Input, Modal, type ButtonProps } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeUser } from "../../api/commands";
import type { AdminUser } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { shortestPassword } from "./user-form";

export function PasswordForm({ user, close }: { user: AdminUser; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string }>();
  const queries = useQueryClient();
  const submit = useAction(async ({ password }: { password: string }) => {
    try {
      await changeUser(user.id, user.etag, { password });
    } finally {
      await queries.invalidateQueries({ queryKey: ["admin"] });
    }
    void message.success(t("user.passwordSet", { name: user.name }));
    close();
  });
  return (
    <Modal
      open
      onCancel={close}
      title={t("user.resetTitle", { name: user.name })}
      okText={t("user.resetPassword")}
      okButtonProps={{ "data-testid": "user-save" } as ButtonProps}
      confirmLoading={submit.busy}
      onOk={() => form.submit()}
    >
      <p className="muted">{t("user.resetHint")}</p>
      <Form form={form} layout="vertical" onFinish={(fields) => void submit.run(fields)}>
        <Form.Item
          name="password"
          label={t("user.newPassword")}
          rules={[{ required: true, min: shortestPassword, message: t("user.passwordShort") }]}
        >
          <Input.Password autoComplete="new-password" autoFocus data-testid="user-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
