/** The place's own mark and name, which lead to the lobby. */
import { follow } from "../platform/page";
import { Tree } from "./icons";
import "./more_icons";
import { useScene } from "./scene";

export function Brand() {
  const { name, logo } = useScene().boot.instance;
  return (
    <a class="brand" href="/" onClick={follow}>
      {logo ? <img src={logo} alt="" width="28" height="28" /> : <Tree />}
      <bdi>{name}</bdi>
    </a>
  );
}
