// Where the desk starts in the browser.
import { createRoot } from "react-dom/client";
import "./i18n";
import "./theme/base.css";
import "./theme/frame.css";
import "./theme/conversation.css";
import "./theme/customer.css";
import "./theme/wallboard.css";
import "./theme/admin.css";
import "./theme/routing.css";
import "./theme/rules.css";
import "./theme/hours.css";
import "./theme/simulation.css";
import { Root } from "./app/root";

const place = document.getElementById("root");
if (!place) throw new Error("no #root in the page");
createRoot(place).render(<Root />);
