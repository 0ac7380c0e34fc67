// The site's elements. Every page is whole without them.
import "./live/newsfeed.js";
import "./live/count.js";
import "./breaking.js";
import "./since.js";
import "./reader.js";
import "./reading/next.js";
import "./reading/passage.js";
import "./reading/tools.js";
import "./discussion.js";
import "./chat/room.js";
import "./chat/list.js";
import { localTimes } from "./times.js";

localTimes(document);
