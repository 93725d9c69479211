/** The team's page starts here. */
import "./styles/desk.css";
import { startDesk } from "./desk/app";

const element = document.getElementById("app");
if (element) void startDesk(element);
