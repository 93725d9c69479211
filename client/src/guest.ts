/** The guest's page starts here. */
import "./styles/guest.css";
import { startGuest } from "./views/app";

const element = document.getElementById("app");
if (element) void startGuest(element);
