/** The page where one proves one's age starts here. */
import "./styles/age.css";
import { startAge } from "./age/start";

const element = document.getElementById("app");
if (element) void startAge(element);
